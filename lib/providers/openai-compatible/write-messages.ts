import type {
  AudioBlock,
  Block,
  ChatMessage,
  DocumentBlock,
  ImageBlock,
  RefusalBlock,
  TextBlock,
  ToolResultBlock,
} from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { unsupported } from "../unsupported";
import type { Dialect } from "./quirks";

type PartBlock = TextBlock | ImageBlock | DocumentBlock | AudioBlock | RefusalBlock;

/**
 * Hub messages as Chat Completions messages. One hub message can become several: each tool result is a message of its own here,
 * and pictures or files inside one follow it as a user message, because a `tool` message takes only text.
 */
export function writeMessages(messages: readonly ChatMessage[], dialect: Dialect, instruction?: string): Json[] {
  const told: Json[] = instruction === undefined ? [] : [{ role: "system", content: instruction }];
  const written = messages.flatMap((message): Json[] => {
    const results = message.content.filter((block) => block.type === "tool_result");
    const rest = message.content.filter((block) => block.type !== "tool_result");
    const write = message.role === "assistant" ? writeAssistant : writeOther;
    const own = rest.length === 0 ? [] : [write(message, dialect)];
    return [...results.flatMap((result) => writeToolResult(result, dialect)), ...own];
  });
  return [...told, ...written];
}

function writeOther(message: ChatMessage, dialect: Dialect): JsonObject {
  const role = message.role === "system" ? "system" : "user";
  const parts = message.content.filter(isPart);
  if (dialect.has("no_names")) return { role, content: writeParts(withName(parts, message), dialect) };
  return { role, content: writeParts(parts, dialect), ...nameOf(message, dialect) };
}

/** A user's name before what they said, where a message has no other place for it. */
function withName(parts: readonly PartBlock[], { role, name }: ChatMessage): readonly PartBlock[] {
  const [first, ...rest] = parts;
  if (role !== "user" || name === undefined || first?.type !== "text") return parts;
  return [{ ...first, text: `${name}: ${first.text}` }, ...rest];
}

function nameOf({ name }: ChatMessage, dialect: Dialect): { name?: string } {
  return name === undefined || dialect.has("no_names") ? {} : { name };
}

function writeAssistant(message: ChatMessage, dialect: Dialect): JsonObject {
  const parts = message.content.filter(isPart);
  const calls = message.content.filter((block) => block.type === "tool_call");
  const isTold = (block: Block) => block.type === "reasoning" && block.text !== "";
  const reasoning = dialect.has("no_reasoning_history") ? [] : message.content.filter(isTold);
  return {
    role: "assistant",
    content: parts.length === 0 ? null : writeParts(parts, dialect),
    ...nameOf(message, dialect),
    ...(reasoning.length === 0
      ? {}
      : { reasoning_content: reasoning.map((block) => (block.type === "reasoning" ? block.text : "")).join("\n") }),
    ...(calls.length === 0
      ? {}
      : {
          tool_calls: calls.map(({ id, name, arguments: json }) => ({
            id,
            type: "function",
            function: { name, arguments: json },
          })),
        }),
  };
}

function writeToolResult(result: ToolResultBlock, dialect: Dialect): Json[] {
  const text = result.content.filter((block) => block.type === "text");
  const media = result.content.filter((block) => block.type !== "text");
  const content = text.map((block) => block.text).join("\n");
  const answer: JsonObject = { role: "tool", tool_call_id: result.toolCallId, content };
  return media.length === 0 ? [answer] : [answer, { role: "user", content: writeParts(media, dialect) }];
}

function isPart(block: Block): block is PartBlock {
  return block.type !== "tool_call" && block.type !== "tool_result" && block.type !== "reasoning";
}

/** A lone text goes as a plain string, which the oldest compatible servers need; some need it for several too. */
function writeParts(parts: readonly PartBlock[], dialect: Dialect): Json {
  const [first] = parts;
  if (dialect.has("text_content")) return parts.map(plainText).join("\n");
  return parts.length === 1 && first?.type === "text" ? first.text : parts.map(writePart);
}

function plainText(block: PartBlock): string {
  if (block.type === "text" || block.type === "refusal") return block.text;
  if (block.type === "document" && block.source.kind === "text") return block.source.text;
  throw unsupported("messages", "anything but text");
}

function writePart(block: PartBlock): JsonObject {
  switch (block.type) {
    case "text":
      return { type: "text", text: block.text };
    case "refusal":
      return { type: "refusal", refusal: block.text };
    case "image": {
      const { source, detail } = block;
      const url = source.kind === "url" ? source.url : `data:${source.mediaType};base64,${source.data}`;
      return { type: "image_url", image_url: { url, ...(detail === undefined ? {} : { detail }) } };
    }
    case "audio":
      return { type: "input_audio", input_audio: { format: block.format, data: block.data } };
    case "document":
      return writeDocument(block);
  }
}

function writeDocument({ source, title }: DocumentBlock): JsonObject {
  switch (source.kind) {
    case "text":
      return { type: "text", text: title === undefined ? source.text : `${title}\n\n${source.text}` };
    case "base64":
      return {
        type: "file",
        file: { filename: title ?? "document", file_data: `data:${source.mediaType};base64,${source.data}` },
      };
    case "url":
      throw unsupported("messages", "a document by URL");
  }
}
