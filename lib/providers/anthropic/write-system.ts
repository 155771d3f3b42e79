import type { ChatMessage } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { leadingSystemText } from "../conversation-turns";
import { writeText } from "./write-content";

/** The system messages a conversation begins with, and the instructions we add, as text blocks (an array keeps cache marks). */
export function writeSystem(
  messages: readonly ChatMessage[],
  instructions: readonly (string | undefined)[],
): JsonObject[] {
  const own = instructions.flatMap((text) => (text === undefined ? [] : [{ type: "text", text }]));
  return [...leadingSystemText(messages).flatMap(writeText), ...own];
}
