import type { ChatRequest } from "@/lib/llm/chat-request";
import type { Json } from "@/lib/llm/json";
import { isJsonObject } from "@/lib/llm/read-json";
import { unsupported } from "./unsupported";

type IsHarmless = (value: Json) => boolean;

const ALWAYS: IsHarmless = () => true;

/**
 * Parameters of callers' dialects whose loss leaves the answer what it was asked to be: hints on cost, speed and wording, and values
 * that ask for nothing. Listed for people in docs/lossy-translation.md; a test keeps the two in step.
 */
export const HARMLESS_LOSSES: ReadonlyMap<string, IsHarmless> = new Map<string, IsHarmless>([
  ["logit_bias", (value) => isJsonObject(value) && Object.keys(value).length === 0],
  ["logprobs", (value) => value === false],
  ["top_logprobs", (value) => value === 0],
  ["modalities", (value) => Array.isArray(value) && value.every((word) => word === "text")],
  ["prediction", ALWAYS],
  ["prompt_cache_key", ALWAYS],
  ["prompt_cache_options", ALWAYS],
  ["prompt_cache_retention", ALWAYS],
  ["service_tier", ALWAYS],
  ["store", ALWAYS],
  ["stream_options", ALWAYS],
  ["verbosity", ALWAYS],
]);

/**
 * Refuses what a translation cannot carry and may not drop: several answers where the target gives one, and every parameter in `extra`
 * that is not harmless. A parameter nobody knows is refused too, as the vendors themselves do. Throws AppError `unsupported_parameter`.
 */
export function refuseLosses(request: ChatRequest, options: { mostChoices: number }): void {
  if (request.choices > options.mostChoices) throw unsupported("n", `more than ${options.mostChoices} answer per call`);
  for (const [name, value] of Object.entries(request.extra)) {
    if (HARMLESS_LOSSES.get(name)?.(value) !== true) throw unsupported(name, "this parameter");
  }
}
