import type { JsonObject } from "@/lib/llm/json";

/** A whole tool call of an assistant message. */
export function encodeToolCall(call: { id: string; name: string; arguments: string; signature?: string }): JsonObject {
  return {
    id: call.id,
    type: "function",
    function: { name: call.name, arguments: call.arguments === "" ? "{}" : call.arguments },
    // Google's own field for the proof its models want back (Gemini API, "OpenAI compatibility"); read by read-messages.ts.
    ...(call.signature === undefined ? {} : { extra_content: { google: { thought_signature: call.signature } } }),
  };
}
