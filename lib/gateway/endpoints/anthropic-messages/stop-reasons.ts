import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";

const WIRE = {
  stop: "end_turn",
  stop_sequence: "stop_sequence",
  length: "max_tokens",
  tool_calls: "tool_use",
  content_filter: "refusal",
  pause: "pause_turn",
} as const satisfies Record<Exclude<FinishReason, "error">, string>;

const HUB: ReadonlyMap<string, FinishReason> = new Map([
  ...Object.entries(WIRE).map(([hub, wire]): [string, FinishReason] => [wire, hub as FinishReason]),
  ["model_context_window_exceeded", "length"],
]);

/**
 * The word clients know. Where a tool was called, a plain stop becomes `tool_use`: agent loops end early without it. Throws AppError
 * `upstream_error` where the model broke off with an error, which this dialect has no word for.
 */
export function encodeStopReason(reason: FinishReason, calledTool: boolean): string {
  if (reason === "error") {
    throw new AppError("upstream_error", "The model broke off with an error before its answer was whole. Try again.");
  }
  return calledTool && reason === "stop" ? WIRE.tool_calls : WIRE[reason];
}

/** A relayed `stop_reason` as records name it; a word nobody documented stays as it is. */
export function nameStopReason(reason: string): string {
  return HUB.get(reason) ?? reason;
}
