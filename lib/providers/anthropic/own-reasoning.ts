import type { Block, ReasoningBlock } from "@/lib/llm/chat-request";

/** This adapter's id, the mark of reasoning that may go back to where it came from. */
export const MADE_BY = "anthropic";

/** Reasoning this provider made and signed. Any other is never sent to it: the signature would be refused. */
export function isOwnReasoning(block: Block): block is ReasoningBlock & { signature: string } {
  return block.type === "reasoning" && block.madeBy === MADE_BY && block.signature !== undefined;
}
