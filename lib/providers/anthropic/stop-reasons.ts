import type { FinishReason } from "@/lib/llm/finish-reason";

const STOP_REASONS: ReadonlyMap<unknown, FinishReason> = new Map([
  ["end_turn", "stop"],
  ["stop_sequence", "stop_sequence"],
  ["max_tokens", "length"],
  ["model_context_window_exceeded", "length"],
  ["tool_use", "tool_calls"],
  ["refusal", "content_filter"],
  ["pause_turn", "pause"],
]);

/** Anthropic's `stop_reason` in the hub's words; one nobody documented is a normal stop. */
export function readStopReason(reason: unknown): FinishReason {
  return STOP_REASONS.get(reason) ?? "stop";
}
