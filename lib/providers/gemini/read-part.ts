import type { ToolCallBlock } from "@/lib/llm/chat-request";
import type { Json, JsonObject } from "@/lib/llm/json";
import { objectOf, textOf } from "@/lib/llm/read-json";

export type SpokenPart = { type: "text" | "reasoning"; text: string };

/** A part of an answer the hub has a word for. */
export type AnswerPart = SpokenPart | ToolCallBlock;

/** Reads one part; undefined for empty text and for what a chat answer has no place for (pictures, code it ran). */
export function readPart(value: Json, fallbackId: string): AnswerPart | undefined {
  const part = objectOf(value) ?? {};
  const call = objectOf(part.functionCall);
  if (call !== undefined) return readCall(part, call, fallbackId);
  const text = textOf(part.text) ?? "";
  if (text === "") return undefined;
  return { type: part.thought === true ? "reasoning" : "text", text };
}

function readCall(part: JsonObject, call: JsonObject, fallbackId: string): ToolCallBlock {
  const signature = textOf(part.thoughtSignature);
  return {
    type: "tool_call",
    id: textOf(call.id) || fallbackId,
    name: textOf(call.name) ?? "",
    arguments: JSON.stringify(call.args ?? {}),
    ...(signature === undefined ? {} : { signature }),
  };
}

/** Prefix of invented call ids, stable for one answer and one candidate; a number follows. */
export function callIdPrefix(responseId: string, candidate: number): string {
  return `call_${responseId.replaceAll(/[^A-Za-z0-9]/g, "").slice(-32)}_${candidate}`;
}
