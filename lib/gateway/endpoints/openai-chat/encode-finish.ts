import { AppError } from "@/lib/errors/app-error";
import type { FinishReason } from "@/lib/llm/finish-reason";

type WireFinish = "stop" | "length" | "tool_calls" | "content_filter";

const WIRE: Readonly<Record<FinishReason, WireFinish>> = {
  stop: "stop",
  stop_sequence: "stop",
  length: "length",
  tool_calls: "tool_calls",
  content_filter: "content_filter",
  pause: "stop",
  error: "stop",
};

/** The word clients know. Where a tool was called, a plain stop becomes `tool_calls`: agent loops end early without it. */
export function encodeFinish(reason: FinishReason, calledTool: boolean): WireFinish {
  const word = WIRE[reason];
  return calledTool && word === "stop" ? "tool_calls" : word;
}

/** The model broke off by itself (a malformed tool call, an internal stop); Chat Completions has no finish reason for it. */
export function brokenAnswer(): AppError {
  return new AppError("upstream_error", "The model broke off with an error before its answer was whole. Try again.");
}
