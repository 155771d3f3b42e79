import type { JsonObject } from "@/lib/llm/json";

/** One signed reasoning block as a client may send it back: the proof needs its exact text and the adapter that made it. */
export interface SignedReasoning {
  text: string;
  signature: string;
  madeBy: string;
  redacted: boolean;
}

/** An entry of `reasoning_details` (OpenRouter's shape, which agent clients keep and return); read back by read-messages.ts. */
export function encodeReasoningDetail(
  { text, signature, madeBy, redacted }: SignedReasoning,
  index: number,
): JsonObject {
  return redacted
    ? { type: "reasoning.encrypted", data: signature, format: madeBy, index }
    : { type: "reasoning.text", text, signature, format: madeBy, index };
}
