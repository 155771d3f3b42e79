import type { Block, ChatMessage, TextBlock } from "@/lib/llm/chat-request";

/** Consecutive messages of one side as one turn, for dialects whose turns must alternate. */
export interface Turn {
  role: "user" | "assistant";
  blocks: Block[];
}

/** How many messages at the start are system messages; those have a place of their own in every dialect. */
function countLeadingSystem(messages: readonly ChatMessage[]): number {
  const first = messages.findIndex(({ role }) => role !== "system");
  return first === -1 ? messages.length : first;
}

/** The text of the system messages a conversation begins with. */
export function leadingSystemText(messages: readonly ChatMessage[]): TextBlock[] {
  return messages
    .slice(0, countLeadingSystem(messages))
    .flatMap(({ content }) => content.filter((block) => block.type === "text"));
}

/**
 * The conversation after its leading system messages. Tool results come first in the turn after their calls, in the order of the
 * calls, and answer each of them: a call without a result gets one that says so, a result without its call becomes text. Later system
 * messages are told in the user's turn, in tags; a user's name stands before what they said.
 */
export function toTurns(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages.slice(countLeadingSystem(messages))) {
    const role = message.role === "assistant" ? "assistant" : "user";
    const last = turns.at(-1);
    if (last?.role === role) last.blocks.push(...blocksOf(message));
    else turns.push({ role, blocks: [...blocksOf(message)] });
  }
  return pairTools(turns);
}

function blocksOf({ role, content, name }: ChatMessage): Block[] {
  if (role === "system") {
    const text = content.map((block) => (block.type === "text" ? block.text : "")).join("\n");
    return [{ type: "text", text: `<system>\n${text}\n</system>` }];
  }
  const [first, ...rest] = content;
  if (role !== "user" || name === undefined || first?.type !== "text") return content;
  return [{ ...first, text: `${name}: ${first.text}` }, ...rest];
}

function pairTools(turns: readonly Turn[]): Turn[] {
  const paired: Turn[] = [];
  for (const [index, turn] of turns.entries()) {
    if (turn.role === "user") {
      paired.push({ role: "user", blocks: answerCalls(turns[index - 1], turn.blocks) });
      continue;
    }
    paired.push(turn);
    const isLast = index === turns.length - 1;
    if (isLast && callsIn(turn).length > 0) paired.push({ role: "user", blocks: answerCalls(turn, []) });
  }
  return paired;
}

/** The results of the calls made just before, none missing, then the rest of what the user's side said. */
function answerCalls(before: Turn | undefined, blocks: readonly Block[]): Block[] {
  const calls = before === undefined ? [] : callsIn(before);
  const isResult = (block: Block) => block.type === "tool_result" && calls.includes(block.toolCallId);
  const results = calls.map((id): Block => {
    const result = blocks.find((block) => block.type === "tool_result" && block.toolCallId === id);
    const none = { type: "text", text: "[no result]" } as const;
    return result ?? { type: "tool_result", toolCallId: id, content: [none], isError: false };
  });
  return [...results, ...blocks.filter((block) => !isResult(block)).flatMap(orphanAsText)];
}

function callsIn({ blocks }: Turn): string[] {
  return blocks.flatMap((block) => (block.type === "tool_call" ? [block.id] : []));
}

function orphanAsText(block: Block): Block[] {
  return block.type === "tool_result" ? block.content : [block];
}
