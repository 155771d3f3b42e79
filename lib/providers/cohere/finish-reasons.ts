import type { FinishReason } from "@/lib/llm/finish-reason";

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map([
  ["COMPLETE", "stop"],
  ["STOP_SEQUENCE", "stop_sequence"],
  ["MAX_TOKENS", "length"],
  ["TOOL_CALL", "tool_calls"],
  ["ERROR", "error"],
  ["TIMEOUT", "error"],
]);

/** Cohere's `finish_reason` in the hub's words; one nobody documented is a normal stop. */
export function readFinishReason(reason: unknown): FinishReason {
  return FINISH_REASONS.get(reason) ?? "stop";
}
