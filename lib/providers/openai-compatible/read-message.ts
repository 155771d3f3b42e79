import type { Block, ToolCallBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";

/** The parts of an assistant message or a stream delta that carry words, in the order they are thought: reasoning, text, refusal. */
export interface SpokenParts {
  reasoning: string;
  text: string;
  refusal: string;
}

/**
 * Reads the words of a message or delta. `reasoning_content` (DeepSeek, vLLM, xAI) and `reasoning` (OpenRouter, newer vLLM) are the
 * same thing; Mistral sends content as an array with `thinking` parts.
 */
export function readSpoken(message: JsonObject): SpokenParts {
  const parts = arrayOf(message.content).map((part) => objectOf(part));
  const reasoning = textOf(message.reasoning_content) ?? textOf(message.reasoning);
  return {
    reasoning: reasoning ?? parts.flatMap((part) => arrayOf(part?.thinking).map(textOfPart)).join(""),
    text: textOf(message.content) ?? parts.map(textOfPart).join(""),
    refusal: textOf(message.refusal) ?? "",
  };
}

function textOfPart(part: unknown): string {
  return textOf(objectOf(part)?.text) ?? "";
}

/** A whole assistant message as blocks. `fallbackId` names tool calls the upstream gave no id. */
export function readMessage(message: JsonObject, fallbackId: string): Block[] {
  const { reasoning, text, refusal } = readSpoken(message);
  const blocks: Block[] = [];
  if (reasoning !== "") blocks.push({ type: "reasoning", text: reasoning });
  if (text !== "") blocks.push({ type: "text", text });
  if (refusal !== "") blocks.push({ type: "refusal", text: refusal });
  return [...blocks, ...readToolCalls(message, fallbackId)];
}

function readToolCalls(message: JsonObject, fallbackId: string): ToolCallBlock[] {
  const legacy = objectOf(message.function_call);
  const calls = legacy === undefined ? arrayOf(message.tool_calls) : [{ function: legacy }];
  return calls.flatMap((value, index) => {
    const call = objectOf(value);
    const callee = objectOf(call?.function);
    const name = textOf(callee?.name);
    if (name === undefined) return [];
    return [
      {
        type: "tool_call",
        id: textOf(call?.id) || `${fallbackId}_${index}`,
        name,
        arguments: readArguments(callee?.arguments),
      },
    ];
  });
}

/** Arguments as JSON text: some servers send an object, some an empty string for a call without arguments. */
function readArguments(value: unknown): string {
  if (typeof value === "string") return value === "" ? "{}" : value;
  return JSON.stringify(value ?? {});
}
