import type { FinishReason } from "@/lib/llm/finish-reason";

const STOP_REASONS: ReadonlyMap<unknown, FinishReason> = new Map([
  ["end_turn", "stop"],
  ["tool_use", "tool_calls"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["stop_sequence", "stop_sequence"],
  ["guardrail_intervened", "content_filter"],
  ["content_filtered", "content_filter"],
  ["malformed_model_output", "error"],
  ["malformed_tool_use", "error"],
]);

/** Converse's `stopReason` in the hub's words; one nobody documented is a normal stop. */
export function readStopReason(reason: unknown): FinishReason {
  return STOP_REASONS.get(reason) ?? "stop";
}
