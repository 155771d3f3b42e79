import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import type { Caller } from "@/lib/policy/caller";
import { isAllowed } from "@/lib/policy/wildcard";
import { modelNotAllowed } from "./model-not-allowed";

/**
 * Some tools have the provider call another model (Anthropic's advisor, OpenAI's pictures, OpenRouter's): it must be one that the key may
 * use, by the name the provider has for it. Throws AppError `model_not_allowed`.
 */
export function refuseToolModels(
  { tools }: JsonObject,
  { keyId, keyName, allowedModels }: Caller,
  { publicUrl }: { publicUrl: string },
): void {
  for (const value of arrayOf(tools)) {
    const tool = objectOf(value);
    const model = textOf(tool?.model) ?? textOf(objectOf(tool?.parameters)?.model);
    if (model === undefined || isAllowed(allowedModels, model)) continue;
    const short = model.slice(0, 200);
    const sentence = `Virtual key "${keyName}" may not use model "${short}", which one of the tools names.`;
    throw modelNotAllowed(sentence, { keyId, model: short }, publicUrl);
  }
}
