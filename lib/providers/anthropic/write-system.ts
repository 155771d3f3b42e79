import type { ChatMessage } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { writeText } from "./write-content";

/** The system messages a conversation begins with, and the instructions we add, as text blocks (an array keeps cache marks). */
export function writeSystem(
  messages: readonly ChatMessage[],
  instructions: readonly (string | undefined)[],
): JsonObject[] {
  const leading = messages.slice(0, leadingSystemMessages(messages));
  const blocks = leading.flatMap(({ content }) =>
    content.flatMap((block) => (block.type === "text" ? writeText(block) : [])),
  );
  return [...blocks, ...instructions.flatMap((text) => (text === undefined ? [] : [{ type: "text", text }]))];
}

/** How many messages at the start are system messages. */
export function leadingSystemMessages(messages: readonly ChatMessage[]): number {
  const first = messages.findIndex(({ role }) => role !== "system");
  return first === -1 ? messages.length : first;
}
