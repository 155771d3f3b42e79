import type { FinishReason } from "@/lib/llm/finish-reason";

/** The dialect's finish reasons and its relatives' (`model_length`: Mistral; `error`: Mistral, OpenRouter) in the hub's words. */
const FINISH_REASONS: ReadonlyMap<string, FinishReason> = new Map([
  ["stop", "stop"],
  ["length", "length"],
  ["model_length", "length"],
  ["tool_calls", "tool_calls"],
  ["function_call", "tool_calls"],
  ["content_filter", "content_filter"],
  ["error", "error"],
]);

/** A word no one documented is read as a normal stop: the answer is whole. */
export function readFinishReason(word: string): FinishReason {
  return FINISH_REASONS.get(word) ?? "stop";
}
