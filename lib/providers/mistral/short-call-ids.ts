import { createHash } from "node:crypto";
import type { Block, ChatRequest } from "@/lib/llm/chat-request";

/**
 * The call with tool-call ids of exactly nine letters and digits, which is all Mistral takes. The same id always gives the same one,
 * so a call and its result still meet; ids that already fit are left alone.
 */
export function withShortCallIds(request: ChatRequest): ChatRequest {
  const messages = request.messages.map((message) => ({ ...message, content: message.content.map(shorten) }));
  return { ...request, messages };
}

function shorten(block: Block): Block {
  if (block.type === "tool_call") return { ...block, id: shortCallId(block.id) };
  if (block.type === "tool_result") return { ...block, toolCallId: shortCallId(block.toolCallId) };
  return block;
}

/** Nine letters and digits made of an id of any kind. */
export function shortCallId(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id;
  return createHash("sha256").update(id).digest("hex").slice(0, 9);
}
