import type { ReasoningBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { objectOf, parseJson, textOf } from "@/lib/llm/read-json";
import { carry } from "./carried-reasoning";
import type { CallersTool } from "./tool-catalogue";

type Status = "in_progress" | "completed" | "incomplete";

export function textPart(text: string): JsonObject {
  return { type: "output_text", text, annotations: [], logprobs: [] };
}

export function refusalPart(refusal: string): JsonObject {
  return { type: "refusal", refusal };
}

export function messageItem(id: string, content: readonly JsonObject[], status: Status): JsonObject {
  return { id, type: "message", status, role: "assistant", content: [...content] };
}

/**
 * Reasoning as clients keep it: what may be shown as a summary, if they asked for one, and everything the provider wants back in
 * `encrypted_content`.
 */
export function reasoningItem(id: string, block: ReasoningBlock, options: { summary: boolean }): JsonObject {
  const isEmpty = block.text === "" && block.signature === undefined;
  return {
    id,
    type: "reasoning",
    summary: options.summary && block.text !== "" ? [summaryPart(block.text)] : [],
    ...(isEmpty ? {} : { encrypted_content: carry({ kind: "reasoning", block }) }),
  };
}

export function summaryPart(text: string): JsonObject {
  return { type: "summary_text", text };
}

/** The proof of a call that follows: a call has no place for it, a reasoning item comes back verbatim. */
export function proofItem(id: string, callId: string, signature: string): JsonObject {
  return { id, type: "reasoning", summary: [], encrypted_content: carry({ kind: "call", callId, signature }) };
}

/** A call under the caller's own name for the tool; the input of a grammar tool is taken out of the function it became. */
export function callItem(
  id: string,
  call: { id: string; tool: CallersTool; json: string },
  status: Status,
): JsonObject {
  const { name, namespace, kind } = call.tool;
  const head = { id, call_id: call.id, name, ...(namespace === undefined ? {} : { namespace }), status };
  if (kind === "custom")
    return { ...head, type: "custom_tool_call", input: status === "in_progress" ? "" : customInput(call.json) };
  return { ...head, type: "function_call", arguments: status === "in_progress" ? "" : call.json || "{}" };
}

/** A model that ignored the wrapping meant the whole of it. */
export function customInput(json: string): string {
  const wrapped = objectOf(parseJson(json));
  return textOf(wrapped?.input) ?? json;
}
