import type { Answer } from "@/lib/llm/answer";
import type { Block, ReasoningBlock, ToolCallBlock } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { EncodeContext } from "../../endpoint";
import { brokenAnswer, encodeFinish } from "./encode-finish";
import { encodeReasoningDetail } from "./encode-reasoning";
import { encodeToolCall } from "./encode-tool-call";
import { encodeUsage } from "./encode-usage";

/**
 * An answer as the JSON text of a `chat.completion`. Blocks of one kind are joined, because a message has one place for each.
 * Throws AppError `upstream_error` when the model broke off with an error.
 */
export function encodeAnswer(answer: Answer, context: EncodeContext): string {
  if (answer.choices.some(({ finish }) => finish === "error")) throw brokenAnswer();
  return JSON.stringify({
    id: completionId(answer.id),
    object: "chat.completion",
    created: Math.floor(Date.now() / 1000),
    model: context.requestedModel,
    choices: answer.choices.map(({ content, finish }, index) => {
      const message = encodeMessage(content);
      return { index, message, logprobs: null, finish_reason: encodeFinish(finish, "tool_calls" in message) };
    }),
    ...(answer.usage === undefined ? {} : { usage: encodeUsage(answer.usage) }),
  });
}

/** The upstream's id under the prefix clients expect. */
export function completionId(upstreamId: string): string {
  return upstreamId.startsWith("chatcmpl-") ? upstreamId : `chatcmpl-${upstreamId}`;
}

function encodeMessage(content: readonly Block[]): JsonObject {
  const text = joined(content, "text");
  const refusal = joined(content, "refusal");
  const calls = content.filter((block): block is ToolCallBlock => block.type === "tool_call");
  const reasoning = content.filter((block): block is ReasoningBlock => block.type === "reasoning");
  return {
    role: "assistant",
    content: text === "" && (calls.length > 0 || refusal !== "") ? null : text,
    refusal: refusal === "" ? null : refusal,
    ...encodeReasoning(reasoning),
    ...(calls.length === 0 ? {} : { tool_calls: calls.map(encodeToolCall) }),
  };
}

function encodeReasoning(blocks: readonly ReasoningBlock[]): JsonObject {
  const text = blocks.map((block) => block.text).join("");
  const details = blocks.flatMap(({ signature, madeBy, text, redacted = false }) =>
    signature === undefined || madeBy === undefined ? [] : [{ text, signature, madeBy, redacted }],
  );
  return {
    ...(text === "" ? {} : { reasoning_content: text }),
    ...(details.length === 0 ? {} : { reasoning_details: details.map(encodeReasoningDetail) }),
  };
}

function joined(content: readonly Block[], type: "text" | "refusal"): string {
  return content.map((block) => (block.type === type && "text" in block ? block.text : "")).join("");
}
