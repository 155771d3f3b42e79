import type { Block, ChatMessage, ReasoningBlock, ToolCallBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { invalid, notCarried } from "../fields";
import { readParts } from "./read-parts";

type Reader = (message: JsonObject, path: string) => ChatMessage;

const READERS: ReadonlyMap<string, Reader> = new Map<string, Reader>([
  ["system", (message, path) => ({ role: "system", content: readParts(message.content, `${path}.content`, ["text"]) })],
  [
    "developer",
    (message, path) => ({ role: "system", content: readParts(message.content, `${path}.content`, ["text"]) }),
  ],
  ["user", readUser],
  ["assistant", readAssistant],
  ["tool", readTool],
]);

/** Messages as ordered blocks. Throws AppError naming the message at fault, e.g. `messages[2].content[0]`. */
export function readMessages(messages: readonly Json[]): ChatMessage[] {
  return messages.map((value, index) => {
    const path = `messages[${index}]`;
    const message = objectOf(value);
    if (message === undefined) throw invalid(path, "Each message must be an object with `role` and `content`.");
    if (message.role === "function") throw notCarried(`${path}.role`, "`function` messages; send `tool` messages");
    const read = READERS.get(textOf(message.role) ?? "");
    if (read === undefined) {
      throw invalid(`${path}.role`, "`role` must be one of system, developer, user, assistant, tool.");
    }
    const name = textOf(message.name);
    return name === undefined ? read(message, path) : { ...read(message, path), name };
  });
}

function readUser(message: JsonObject, path: string): ChatMessage {
  return {
    role: "user",
    content: readParts(message.content, `${path}.content`, ["text", "image_url", "input_audio", "file"]),
  };
}

function readTool(message: JsonObject, path: string): ChatMessage {
  const toolCallId = textOf(message.tool_call_id);
  if (toolCallId === undefined || toolCallId === "") {
    throw invalid(`${path}.tool_call_id`, "A tool message needs the `tool_call_id` it answers.");
  }
  const parts = readParts(message.content, `${path}.content`, ["text", "image_url", "file"]);
  const content = parts.filter((block) => block.type === "text" || block.type === "image" || block.type === "document");
  return { role: "tool", content: [{ type: "tool_result", toolCallId, content, isError: false }] };
}

function readAssistant(message: JsonObject, path: string): ChatMessage {
  if (message.function_call) throw notCarried(`${path}.function_call`, "`function_call`; send `tool_calls`");
  if (message.audio) throw notCarried(`${path}.audio`, "audio it made before");
  const refusal = textOf(message.refusal);
  const hasContent = message.content !== undefined && message.content !== null;
  const content: Block[] = [
    ...readReasoning(message),
    ...(hasContent ? readParts(message.content, `${path}.content`, ["text", "refusal"]) : []),
    ...(refusal === undefined || refusal === "" ? [] : [{ type: "refusal", text: refusal } as const]),
    ...arrayOf(message.tool_calls).map((call, index) => readToolCall(call, `${path}.tool_calls[${index}]`)),
  ];
  return { role: "assistant", content };
}

/**
 * What the model thought before, when the client sends it back: `reasoning_details` as our own encoder wrote them (with the proof
 * and the adapter that made it), otherwise `reasoning_content` or `reasoning`, which carry no proof.
 */
function readReasoning(message: JsonObject): ReasoningBlock[] {
  const details = arrayOf(message.reasoning_details).flatMap((detail) => readDetail(objectOf(detail) ?? {}));
  if (details.length > 0) return details;
  const text = textOf(message.reasoning_content) ?? textOf(message.reasoning) ?? "";
  return text === "" ? [] : [{ type: "reasoning", text }];
}

function readDetail(detail: JsonObject): ReasoningBlock[] {
  const redacted = detail.type === "reasoning.encrypted";
  const signature = textOf(redacted ? detail.data : detail.signature);
  const text = textOf(detail.text) ?? "";
  const madeBy = textOf(detail.format);
  if (text === "" && signature === undefined) return [];
  return [
    {
      type: "reasoning",
      text,
      ...(signature === undefined ? {} : { signature }),
      ...(madeBy === undefined ? {} : { madeBy }),
      ...(redacted ? { redacted } : {}),
    },
  ];
}

function readToolCall(value: Json, path: string): ToolCallBlock {
  const call = objectOf(value);
  if (call?.type === "custom") throw notCarried(`${path}.type`, "custom tools");
  const callee = objectOf(call?.function);
  const id = textOf(call?.id);
  const name = textOf(callee?.name);
  if (id === undefined || name === undefined) {
    throw invalid(path, "Each tool call needs an `id` and a `function` with `name` and `arguments`.");
  }
  // Google's own field for the proof its models want back (Gemini API, "OpenAI compatibility").
  const signature = textOf(objectOf(objectOf(call?.extra_content)?.google)?.thought_signature);
  return {
    type: "tool_call",
    id,
    name,
    arguments: textOf(callee?.arguments) || "{}",
    ...(signature === undefined ? {} : { signature }),
  };
}
