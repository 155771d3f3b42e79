import { AppError } from "@/lib/errors/app-error";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf } from "@/lib/llm/read-json";

/**
 * Members by which routers and some makers take other models than the call names, or are told where to send it and with whose key:
 * OpenRouter and Vercel (`models`), Anthropic, LiteLLM and AssemblyAI (`fallbacks`), Keywords AI (`fallback_models`), LiteLLM's proxy (the
 * rest). OpenRouter's `preset` stands for a model and its settings.
 */
const ELSEWHERE: readonly string[] = [
  ...["models", "fallbacks", "fallback_models", "preset", "model_list", "user_config"],
  ...["api_base", "base_url", "api_key", "custom_llm_provider"],
];

/**
 * Which model answers, where and at what price is policy's to say, so a call names one model and nothing beside it. Throws AppError
 * `unsupported_parameter`.
 */
export function refuseOtherModels(body: JsonObject): void {
  for (const name of ELSEWHERE) if (says(body[name])) throw refused(name);
  if (says(objectOf(objectOf(body.providerOptions)?.gateway)?.models)) throw refused("providerOptions.gateway.models");
  if (says(objectOf(body.compound_custom)?.models)) throw refused("compound_custom.models");
}

function says(value: Json | undefined): boolean {
  return value !== undefined && value !== null && !(Array.isArray(value) && arrayOf(value).length === 0);
}

function refused(param: string): AppError {
  return new AppError(
    "unsupported_parameter",
    `\`${param}\` would let the provider choose a model, a place or a key that this Gatehouse did not. Name one \`model\`; its fallbacks are set up in Gatehouse.`,
    { param },
  );
}
