import type { Block, ChatMessage, ReasoningBlock, ToolCallBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { readCarried } from "./carried-reasoning";
import { readContent } from "./read-content";
import { hubNameOf, type ToolCatalogue } from "./tool-catalogue";

interface Conversation {
  messages: ChatMessage[];
  catalogue: ToolCatalogue;
  /** Proofs of calls that came in reasoning items, by the call's id. */
  proofs: Map<string, string>;
}

type Reader = (item: JsonObject, path: string, conversation: Conversation) => void;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["message", readMessage],
  ["reasoning", readReasoning],
  ["function_call", readFunctionCall],
  ["custom_tool_call", readCustomCall],
  ["function_call_output", readCallOutput],
  ["custom_tool_call_output", readCallOutput],
  // Its tools are in the catalogue.
  ["additional_tools", () => undefined],
  // A note that another vendor's model searched; what it found is in the text that follows.
  ["web_search_call", () => undefined],
]);

/**
 * `input` as messages. What the model made in one turn (reasoning, text, calls) is one assistant message, as every other dialect
 * has it. Throws AppError naming the item at fault, e.g. `input[2].content[0]`.
 */
export function readItems(input: Json | undefined, catalogue: ToolCatalogue): ChatMessage[] {
  if (typeof input === "string") return [{ role: "user", content: [{ type: "text", text: input }] }];
  if (!Array.isArray(input)) throw invalid("input", "`input` must be a string or a list of items.");
  const conversation: Conversation = { messages: [], catalogue, proofs: new Map() };
  for (const [index, value] of input.entries()) {
    const path = `input[${index}]`;
    const item = objectOf(value);
    if (item === undefined) throw invalid(path, "Each item of `input` must be an object.");
    const type = textOf(item.type) ?? (item.role === undefined ? "" : "message");
    const read = READERS.get(type);
    if (read === undefined) throw unknownItem(type, path);
    read(item, path, conversation);
  }
  return conversation.messages;
}

function unknownItem(type: string, path: string) {
  if (type === "item_reference") {
    return notCarried(path, "items by id, because nothing is stored for it; set `store` to false and send whole items");
  }
  return notCarried(`${path}.type`, `items of the type "${type}"`);
}

function readMessage(item: JsonObject, path: string, { messages }: Conversation): void {
  const content = readContent(item.content, `${path}.content`);
  switch (item.role) {
    case "user":
      messages.push({ role: "user", content });
      return;
    case "system":
    case "developer":
      messages.push({ role: "system", content });
      return;
    case "assistant":
      assistantTurn(messages).push(...content);
      return;
    default:
      throw invalid(`${path}.role`, "`role` must be one of user, assistant, system, developer.");
  }
}

/** The blocks of the assistant's turn that is being told; a new one after anybody else spoke. */
function assistantTurn(messages: ChatMessage[]): Block[] {
  const last = messages.at(-1);
  if (last?.role === "assistant") return last.content;
  const turn: ChatMessage = { role: "assistant", content: [] };
  messages.push(turn);
  return turn.content;
}

/** Ours with its proof; a foreign one only as far as it is plain text. */
function readReasoning(item: JsonObject, _path: string, { messages, proofs }: Conversation): void {
  const carried = readCarried(textOf(item.encrypted_content) ?? "");
  if (carried?.kind === "call") {
    proofs.set(carried.callId, carried.signature);
    return;
  }
  const block = carried?.block ?? toldReasoning(item);
  if (block !== undefined) assistantTurn(messages).push(block);
}

function toldReasoning(item: JsonObject): ReasoningBlock | undefined {
  const parts = [...arrayOf(item.content), ...arrayOf(item.summary)];
  const text = parts.map((part) => textOf(objectOf(part)?.text) ?? "").join("\n");
  return text === "" ? undefined : { type: "reasoning", text };
}

function readFunctionCall(item: JsonObject, path: string, conversation: Conversation): void {
  addCall(item, path, { conversation, json: textOf(item.arguments) || "{}" });
}

function readCustomCall(item: JsonObject, path: string, conversation: Conversation): void {
  addCall(item, path, { conversation, json: JSON.stringify({ input: textOf(item.input) ?? "" }) });
}

function addCall(
  item: JsonObject,
  path: string,
  { conversation, json }: { conversation: Conversation; json: string },
): void {
  const id = textOf(item.call_id);
  const name = textOf(item.name);
  if (id === undefined || name === undefined) throw invalid(path, "A tool call needs its `call_id` and `name`.");
  const signature = conversation.proofs.get(id);
  const call: ToolCallBlock = {
    type: "tool_call",
    id,
    name: hubNameOf(conversation.catalogue, { name, namespace: textOf(item.namespace) }),
    arguments: json,
    ...(signature === undefined ? {} : { signature }),
  };
  assistantTurn(conversation.messages).push(call);
}

function readCallOutput(item: JsonObject, path: string, { messages }: Conversation): void {
  const toolCallId = textOf(item.call_id);
  if (toolCallId === undefined || toolCallId === "") {
    throw invalid(`${path}.call_id`, "An output needs the `call_id` it answers.");
  }
  const parts = readContent(item.output, `${path}.output`);
  const content = parts.filter((block) => block.type === "text" || block.type === "image" || block.type === "document");
  messages.push({ role: "tool", content: [{ type: "tool_result", toolCallId, content, isError: false }] });
}
