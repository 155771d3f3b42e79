import type { ChatRequest } from "@/lib/llm/chat-request";
import { refuseLosses } from "../refuse-losses";

/** Members Mistral knows beyond the hub's. */
const OWN: ReadonlySet<string> = new Set([
  "guardrails",
  "prediction",
  "prompt_cache_key",
  "prompt_mode",
  "safe_prompt",
  "service_tier",
]);

/** The call with only those extra parameters Mistral knows. Throws AppError `unsupported_parameter` for one that may not be dropped. */
export function withOwnParameters(request: ChatRequest): ChatRequest {
  const entries = Object.entries(request.extra);
  const foreign = Object.fromEntries(entries.filter(([name]) => !OWN.has(name)));
  refuseLosses({ ...request, extra: foreign }, { mostChoices: Number.POSITIVE_INFINITY });
  return { ...request, extra: Object.fromEntries(entries.filter(([name]) => OWN.has(name))) };
}
