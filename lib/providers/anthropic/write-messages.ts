import type { Block, ChatMessage } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import type { TargetCapabilities } from "../contract";
import { unsupported } from "../unsupported";
import { writeBlock } from "./write-content";
import { leadingSystemMessages } from "./write-system";

/** One turn: consecutive hub messages of one side, as Anthropic wants them to alternate. */
interface Turn {
  role: "user" | "assistant";
  blocks: Block[];
}

/** Stands where a turn must be and the caller had nothing to say. */
const PLACEHOLDER: JsonObject = { type: "text", text: "." };

/**
 * The conversation after its leading system messages. Tool results come first in the turn after their calls and answer each of them;
 * a result without its call becomes text, a call without its result gets one that says so. Later system messages are told in the
 * user's turn, in tags. Throws AppError `unsupported_parameter` for content, or a final assistant turn, the model cannot take.
 */
export function writeMessages(messages: readonly ChatMessage[], accepts: TargetCapabilities): Json[] {
  const turns = pairTools(toTurns(messages.slice(leadingSystemMessages(messages))));
  const last = turns.at(-1);
  if (last?.role === "assistant" && accepts.prefill === false) {
    throw unsupported("messages", "an assistant message at the end");
  }
  const written = turns.map(({ role, blocks }, index): JsonObject => {
    const isPrefill = role === "assistant" && index === turns.length - 1;
    const content = blocks.flatMap((block) => writeBlock(isPrefill ? withoutTrailingSpace(block) : block, accepts));
    return { role, content: content.length > 0 ? content : [PLACEHOLDER] };
  });
  return turns[0]?.role === "user" ? written : [{ role: "user", content: [PLACEHOLDER] }, ...written];
}

function toTurns(messages: readonly ChatMessage[]): Turn[] {
  const turns: Turn[] = [];
  for (const message of messages) {
    const role = message.role === "assistant" ? "assistant" : "user";
    const blocks = blocksOf(message);
    const last = turns.at(-1);
    if (last?.role === role) last.blocks.push(...blocks);
    else turns.push({ role, blocks: [...blocks] });
  }
  return turns;
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
    if (turn.role === "assistant") {
      paired.push(turn);
      if (index === turns.length - 1 && callsIn(turn).length > 0)
        paired.push({ role: "user", blocks: resultsFor(turn, []) });
      continue;
    }
    const before = turns[index - 1];
    const calls = before === undefined ? [] : callsIn(before);
    const results = turn.blocks.filter((block) => block.type === "tool_result" && calls.includes(block.toolCallId));
    const rest = turn.blocks.filter((block) => !results.includes(block)).flatMap(orphanAsText);
    paired.push({ role: "user", blocks: [...(before === undefined ? [] : resultsFor(before, results)), ...rest] });
  }
  return paired;
}

function callsIn({ blocks }: Turn): string[] {
  return blocks.flatMap((block) => (block.type === "tool_call" ? [block.id] : []));
}

/** The results in the order of their calls, none missing. */
function resultsFor(turn: Turn, results: readonly Block[]): Block[] {
  return callsIn(turn).map((id): Block => {
    const result = results.find((block) => block.type === "tool_result" && block.toolCallId === id);
    const none = { type: "text", text: "[no result]" } as const;
    return result ?? { type: "tool_result", toolCallId: id, content: [none], isError: false };
  });
}

function orphanAsText(block: Block): Block[] {
  return block.type === "tool_result" ? block.content : [block];
}

function withoutTrailingSpace(block: Block): Block {
  return block.type === "text" ? { ...block, text: block.text.trimEnd() } : block;
}
