import type { FinishReason } from "@/lib/llm/finish-reason";

const WIRE: Readonly<Record<FinishReason, string>> = {
  stop: "STOP",
  stop_sequence: "STOP",
  // Google has no word for calls: a plain stop after one means them.
  tool_calls: "STOP",
  pause: "STOP",
  length: "MAX_TOKENS",
  content_filter: "SAFETY",
  error: "OTHER",
};

/** Why the model stopped, in Google's words. */
export function encodeFinish(reason: FinishReason): string {
  return WIRE[reason];
}

const HUB: ReadonlyMap<string, FinishReason> = new Map([
  ["STOP", "stop"],
  ["MAX_TOKENS", "length"],
  ["CONTINUATION", "length"],
  ["SAFETY", "content_filter"],
  ["RECITATION", "content_filter"],
  ["BLOCKLIST", "content_filter"],
  ["PROHIBITED_CONTENT", "content_filter"],
  ["SPII", "content_filter"],
  ["IMAGE_SAFETY", "content_filter"],
  ["MALFORMED_FUNCTION_CALL", "error"],
  ["UNEXPECTED_TOOL_CALL", "error"],
  ["TOO_MANY_TOOL_CALLS", "error"],
]);

/** A relayed `finishReason` or `blockReason` as records name it; a word that is not in the table stays as it is. */
export function nameFinish(reason: string, calledTool: boolean): string {
  const name = HUB.get(reason) ?? reason;
  return calledTool && name === "stop" ? "tool_calls" : name;
}
