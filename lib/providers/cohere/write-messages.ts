import type { Block, ChatRequest, DocumentBlock, ImageBlock, ToolResultBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { leadingSystemText, type Turn, toTurns } from "../conversation-turns";
import { unsupported } from "../unsupported";

/** The whole conversation: one system message, then turns; each tool result is a message of its own. */
export function writeMessages(request: ChatRequest): Json[] {
  const system = [...leadingSystemText(request.messages).map(({ text }) => text), ...instructions(request)];
  const told: Json[] = system.length > 0 ? [{ role: "system", content: system.join("\n\n") }] : [];
  return [...told, ...toTurns(request.messages).flatMap(writeTurn)];
}

/** There is no switch for serial calls. */
function instructions({ tools, parallelToolCalls }: ChatRequest): string[] {
  return parallelToolCalls === false && tools.length > 0 ? ["Call at most one tool at a time."] : [];
}

function writeTurn({ role, blocks }: Turn): JsonObject[] {
  if (role === "assistant") return [writeAssistant(blocks)];
  const results = blocks.filter((block) => block.type === "tool_result");
  const media = results.flatMap(({ content }) => content.filter((part) => part.type !== "text"));
  const said = [...media, ...blocks.filter((block) => block.type !== "tool_result")].flatMap(writePart);
  const user: JsonObject[] = said.length > 0 ? [{ role: "user", content: plainIfAlone(said) }] : [];
  return [...results.map(writeResult), ...user];
}

/** Thoughts are not sent back: they carry no proof of who thought them. */
function writeAssistant(blocks: readonly Block[]): JsonObject {
  const text = blocks.flatMap((block) => (block.type === "text" || block.type === "refusal" ? [block.text] : []));
  const calls = blocks.filter((block) => block.type === "tool_call");
  const content = text.join("");
  return {
    role: "assistant",
    ...(content === "" && calls.length > 0 ? {} : { content: content === "" ? "." : content }),
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

function writeResult({ toolCallId, content, isError }: ToolResultBlock): JsonObject {
  const text = content.flatMap((part) => (part.type === "text" ? [part.text] : [])).join("\n");
  return { role: "tool", tool_call_id: toolCallId, content: isError ? `Error: ${text}` : text };
}

/** One block of a user's turn as a part; none for empty text. Throws AppError `unsupported_parameter` for what cannot be told. */
function writePart(block: Block): JsonObject[] {
  switch (block.type) {
    case "text":
    case "refusal":
      return block.text === "" ? [] : [{ type: "text", text: block.text }];
    case "image":
      return [{ type: "image_url", image_url: writeImage(block) }];
    case "document":
      return [{ type: "text", text: documentText(block) }];
    case "audio":
      throw unsupported("messages", "sound");
    default:
      return [];
  }
}

function writeImage({ source, detail }: ImageBlock): JsonObject {
  const url = source.kind === "url" ? source.url : `data:${source.mediaType};base64,${source.data}`;
  const asked = detail === "low" || detail === "high" || detail === "auto" ? { detail } : {};
  return { url, ...asked };
}

function documentText({ source, title }: DocumentBlock): string {
  if (source.kind !== "text") throw unsupported("messages", "files");
  return title === undefined ? source.text : `${title}\n\n${source.text}`;
}

function plainIfAlone(parts: JsonObject[]): Json {
  const [first] = parts;
  return parts.length === 1 && first?.type === "text" && first.text !== undefined ? first.text : parts;
}
