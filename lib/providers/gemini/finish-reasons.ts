import type { FinishReason } from "@/lib/llm/finish-reason";

const FINISH_REASONS: ReadonlyMap<unknown, FinishReason> = new Map([
  ["STOP", "stop"],
  ["MAX_TOKENS", "length"],
  ["CONTINUATION", "length"],
  ["SAFETY", "content_filter"],
  ["RECITATION", "content_filter"],
  ["LANGUAGE", "content_filter"],
  ["BLOCKLIST", "content_filter"],
  ["PROHIBITED_CONTENT", "content_filter"],
  ["SPII", "content_filter"],
  ["IMAGE_SAFETY", "content_filter"],
  ["IMAGE_PROHIBITED_CONTENT", "content_filter"],
  ["IMAGE_RECITATION", "content_filter"],
  ["IMAGE_OTHER", "content_filter"],
  ["NO_IMAGE", "content_filter"],
  ["MALFORMED_FUNCTION_CALL", "error"],
  ["UNEXPECTED_TOOL_CALL", "error"],
  ["TOO_MANY_TOOL_CALLS", "error"],
  ["OTHER", "error"],
]);

/** Gemini's `finishReason` in the hub's words. It has none for tool calls: a plain stop after one means them. */
export function readFinishReason(reason: unknown, calledTool: boolean): FinishReason {
  const word = FINISH_REASONS.get(reason) ?? "stop";
  return word === "stop" && calledTool ? "tool_calls" : word;
}
