import type { Block, ChatMessage, ToolCallBlock, ToolResultBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { listOf, protoOf } from "./proto";
import { contentOf, readMedia, readSpoken } from "./read-parts";

/** A call of a function that has no response yet. */
interface OpenCall {
  id: string;
  name: string;
}

interface Reading {
  messages: ChatMessage[];
  openCalls: OpenCall[];
}

/** The conversation as ordered blocks. Throws AppError naming the part at fault, e.g. `contents[2].parts[0].text`. */
export function readContents(contents: readonly Json[]): ChatMessage[] {
  const reading: Reading = { messages: [], openCalls: [] };
  for (const [index, value] of contents.entries()) {
    const path = `contents[${index}]`;
    const content = protoOf(value, path);
    const parts = listOf(content.parts, `${path}.parts`);
    const role = content.role ?? "user";
    if (role === "model") readModel(parts, path, reading);
    else if (role === "user" || role === "function") readUser(parts, path, reading);
    else throw invalid(`${path}.role`, "`role` must be user or model.");
  }
  return reading.messages;
}

/** `systemInstruction` as a system message. */
export function readSystem(value: Json): ChatMessage {
  const parts = listOf(protoOf(value, "systemInstruction").parts, "systemInstruction.parts");
  const content = parts.map((item, index): Block => {
    const path = `systemInstruction.parts[${index}]`;
    const { part, kind } = contentOf(item, path);
    if (kind !== "text") throw notCarried(`${path}.${kind}`, "anything but text in `systemInstruction`");
    return readMedia(part, kind, path);
  });
  return { role: "system", content };
}

/** Contents of the model that follow each other are one turn: clients keep each chunk of a stream as a content of its own. */
function readModel(parts: readonly Json[], path: string, { messages, openCalls }: Reading): void {
  const before = messages.at(-1);
  const content = before?.role === "assistant" ? before.content : [];
  for (const [index, item] of parts.entries()) {
    const at = `${path}.parts[${index}]`;
    const { part, kind } = contentOf(item, at);
    if (kind === "functionCall") {
      const call = readCall(part, at);
      openCalls.push(call);
      content.push(call);
    } else if (kind === "text") {
      say(content, readSpoken(part, at));
    } else {
      throw notCarried(`${at}.${kind}`, `a part with \`${kind}\` that a model made`);
    }
  }
  if (before?.role !== "assistant" && content.length > 0) messages.push({ role: "assistant", content });
}

/** Text is put together again where a stream cut it; a signed thought takes the place of the same thought as it was streamed. */
function say(content: Block[], block: Block | undefined): void {
  if (block === undefined) return;
  const last = content.at(-1);
  if (block.type === "reasoning" && last?.type === "reasoning" && last.signature === undefined) {
    if (block.signature === undefined) last.text += block.text;
    else content[content.length - 1] = block;
    return;
  }
  if (block.type === "text" && last?.type === "text") last.text += block.text;
  else content.push(block);
}

function readCall(part: JsonObject, path: string): ToolCallBlock {
  const call = protoOf(part.functionCall, `${path}.functionCall`);
  const signature = textOf(part.thoughtSignature);
  return {
    type: "tool_call",
    id: textOf(call.id) || `call_${path.replaceAll(/\D+/g, "_").replaceAll(/^_|_$/g, "")}`,
    name: nameOf(call, `${path}.functionCall`),
    arguments: JSON.stringify(call.args ?? {}),
    ...(signature === undefined ? {} : { signature }),
  };
}

function readUser(parts: readonly Json[], path: string, { messages, openCalls }: Reading): void {
  const content: Block[] = [];
  for (const [index, item] of parts.entries()) {
    const at = `${path}.parts[${index}]`;
    const { part, kind } = contentOf(item, at);
    if (kind === "functionResponse") {
      messages.push({ role: "tool", content: [readResponse(part, at, openCalls)] });
    } else {
      content.push(readMedia(part, kind, at));
    }
  }
  if (content.length > 0) messages.push({ role: "user", content });
}

function readResponse(part: JsonObject, at: string, openCalls: OpenCall[]): ToolResultBlock {
  const path = `${at}.functionResponse`;
  const response = protoOf(part.functionResponse, path);
  if (response.willContinue === true) throw notCarried(`${path}.willContinue`, "responses in pieces");
  const media = listOf(response.parts, `${path}.parts`).map((item, index) => {
    const inner = `${path}.parts[${index}]`;
    const { part: held, kind } = contentOf(item, inner);
    const block = readMedia(held, kind, inner);
    if (block.type === "audio") throw notCarried(inner, "sound in a function's response");
    return block;
  });
  const said = readSaid(objectOf(response.response) ?? {});
  return {
    type: "tool_result",
    toolCallId: answeredCall(response, nameOf(response, path), openCalls),
    content: [{ type: "text", text: said.text }, ...media],
    isError: said.isError,
  };
}

/** By id where the client has kept it; otherwise the first call of this name that nobody answered. */
function answeredCall(response: JsonObject, name: string, openCalls: OpenCall[]): string {
  const id = textOf(response.id) ?? "";
  const at = openCalls.findIndex((call) => (id === "" ? call.name === name : call.id === id));
  const [call] = at === -1 ? [] : openCalls.splice(at, 1);
  return call?.id ?? (id === "" ? name : id);
}

/** `{"output": "…"}`, `{"result": "…"}` and `{"error": "…"}` are Google's wrappings of a text; anything else is told as JSON. */
function readSaid(response: JsonObject): { text: string; isError: boolean } {
  const [entry, second] = Object.entries(response);
  if (entry === undefined || second !== undefined) return { text: JSON.stringify(response), isError: false };
  const [name, value] = entry;
  const isWrapping = name === "output" || name === "result" || name === "error";
  if (!isWrapping) return { text: JSON.stringify(response), isError: false };
  return { text: typeof value === "string" ? value : JSON.stringify(value), isError: name === "error" };
}

function nameOf(holder: JsonObject, path: string): string {
  const name = textOf(holder.name);
  if (name !== undefined && name !== "") return name;
  throw invalid(`${path}.name`, `\`${path}.name\` must be the function's name.`);
}
