import type { Block, ChatMessage } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import { toTurns } from "../conversation-turns";
import { unsupported } from "../unsupported";
import { writeBlock } from "./write-content";

/** Stands where a turn must be and the caller had nothing to say. */
const PLACEHOLDER: JsonObject = { type: "text", text: "." };

/**
 * The conversation after its leading system messages, beginning with the user. Throws AppError `unsupported_parameter` for content,
 * or a final assistant turn, the model cannot take.
 */
export function writeMessages(messages: readonly ChatMessage[], accepts: TargetCapabilities): Json[] {
  const turns = toTurns(messages);
  if (turns.at(-1)?.role === "assistant" && accepts.prefill === false) {
    throw unsupported("messages", "an assistant message at the end");
  }
  const written = turns.map(({ role, blocks }, index): JsonObject => {
    const isPrefill = role === "assistant" && index === turns.length - 1;
    const content = blocks.flatMap((block) => writeBlock(isPrefill ? withoutTrailingSpace(block) : block, accepts));
    return { role, content: content.length > 0 ? content : [PLACEHOLDER] };
  });
  return turns[0]?.role === "user" ? written : [{ role: "user", content: [PLACEHOLDER] }, ...written];
}

function withoutTrailingSpace(block: Block): Block {
  return block.type === "text" ? { ...block, text: block.text.trimEnd() } : block;
}
