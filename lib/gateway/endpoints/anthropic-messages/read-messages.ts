import { readCarriedProof } from "@/lib/llm/carried-proof";
import type { Block, ChatMessage, ToolCallBlock, ToolResultBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { isJsonObject, textOf } from "@/lib/llm/read-json";
import { invalid } from "../fields";
import {
  readBlocks,
  readDocument,
  readImage,
  readReasoning,
  readSearchResult,
  readText,
  required,
} from "./read-blocks";

type Reader = (block: JsonObject, path: string) => Block[];

const TEXT: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([["text", readText]]);
const RESULT: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ["text", readText],
  ["image", readImage],
  ["document", readDocument],
  ["search_result", readSearchResult],
  ["tool_reference", readToolReference],
]);
const USER: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([...RESULT, ["tool_result", readToolResult]]);
const ASSISTANT: ReadonlyMap<unknown, Reader> = new Map<unknown, Reader>([
  ["text", readText],
  ["document", readDocument],
  ["thinking", readReasoning],
  ["redacted_thinking", readReasoning],
  ["tool_use", readToolUse],
]);

/** Claude Code's first line of system text: it carries the client's version, is meant for billing, and would spoil every cache. */
const BILLING_LINE = "x-anthropic-billing-header:";

/** `system` and `messages` as ordered blocks. Throws AppError naming the message at fault, e.g. `messages[2].content[0]`. */
export function readMessages(system: Json | undefined, messages: readonly Json[]): ChatMessage[] {
  const instructions = system === undefined || system === null ? [] : readBlocks(system, "system", TEXT);
  const told = instructions.filter((block) => block.type !== "text" || !block.text.startsWith(BILLING_LINE));
  const leading: ChatMessage[] = told.length === 0 ? [] : [{ role: "system", content: told }];
  return [...leading, ...messages.flatMap((value, index) => readMessage(value, `messages[${index}]`))];
}

function readMessage(message: Json, path: string): ChatMessage[] {
  if (!isJsonObject(message)) throw invalid(path, "Each message must be an object with `role` and `content`.");
  const at = `${path}.content`;
  switch (message.role) {
    case "system":
      return [{ role: "system", content: readBlocks(message.content, at, TEXT) }];
    case "user":
      return userMessages(readBlocks(message.content, at, USER));
    case "assistant":
      return [{ role: "assistant", content: signCalls(message.content, readBlocks(message.content, at, ASSISTANT)) }];
    default:
      throw invalid(`${path}.role`, "`role` must be one of user, assistant, system.");
  }
}

/** Each tool result is a message of its own, before the rest of what the user's side said. */
function userMessages(blocks: readonly Block[]): ChatMessage[] {
  const results = blocks.filter((block) => block.type === "tool_result");
  const rest = blocks.filter((block) => block.type !== "tool_result");
  const answered = results.map((result): ChatMessage => ({ role: "tool", content: [result] }));
  return rest.length === 0 && results.length > 0 ? answered : [...answered, { role: "user", content: rest }];
}

/** Proofs that our own encoder put before the tool call they belong to go back into it. */
function signCalls(content: Json | undefined, blocks: Block[]): Block[] {
  if (!Array.isArray(content)) return blocks;
  const proofs = new Map<string, string>();
  for (const [index, value] of content.entries()) {
    const before = content[index - 1];
    if (!isJsonObject(value) || value.type !== "tool_use" || !isJsonObject(before)) continue;
    const carried = readCarriedProof(textOf(before.data) ?? "");
    if (carried?.use === "call") proofs.set(textOf(value.id) ?? "", carried.proof);
  }
  return blocks.map((block) => {
    const signature = block.type === "tool_call" ? proofs.get(block.id) : undefined;
    return signature === undefined ? block : { ...block, signature };
  });
}

function readToolUse(block: JsonObject, path: string): [ToolCallBlock] {
  const { input } = block;
  if (input !== undefined && !isJsonObject(input)) throw invalid(`${path}.input`, "`input` must be an object.");
  return [
    {
      type: "tool_call",
      id: required(block.id, `${path}.id`),
      name: required(block.name, `${path}.name`),
      arguments: JSON.stringify(input ?? {}),
    },
  ];
}

function readToolResult(block: JsonObject, path: string): [ToolResultBlock] {
  const { content } = block;
  const blocks = content === undefined || content === null ? [] : readBlocks(content, `${path}.content`, RESULT);
  return [
    {
      type: "tool_result",
      toolCallId: required(block.tool_use_id, `${path}.tool_use_id`),
      content: blocks.filter((part) => part.type === "text" || part.type === "image" || part.type === "document"),
      isError: block.is_error === true,
    },
  ];
}

/** A tool that a search found: every tool is sent along anyway, so its name is all there is to say. */
function readToolReference(block: JsonObject, path: string): Block[] {
  return [{ type: "text", text: `The tool ${required(block.tool_name, `${path}.tool_name`)} is available.` }];
}
