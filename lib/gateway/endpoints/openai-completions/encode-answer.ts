import type { Answer } from "@/lib/llm/answer";
import type { Block } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import type { EncodeContext } from "../../endpoint";
import { encodeFinish } from "./encode-finish";
import { encodeUsage } from "./encode-usage";
import { onlyText } from "./read-request";

/** An answer as the JSON text of a `text_completion`. Throws AppError `upstream_error` when the model broke off with an error. */
export function encodeAnswer(answer: Answer, context: EncodeContext): string {
  const before = echoOf(context.request);
  return JSON.stringify({
    id: completionId(answer.id),
    object: "text_completion",
    created: Math.floor(Date.now() / 1000),
    model: context.requestedModel,
    choices: answer.choices.map(({ content, finish }, index) => ({
      text: before + textOf(content),
      index,
      logprobs: null,
      finish_reason: encodeFinish(finish),
    })),
    ...(answer.usage === undefined ? {} : { usage: encodeUsage(answer.usage) }),
  });
}

/** The prompt where the caller wants it repeated before the answer; else nothing. */
export function echoOf(request: JsonObject | undefined): string {
  return request?.echo === true ? onlyText(request.prompt) : "";
}

/** The upstream's id under the prefix of this endpoint. */
export function completionId(upstreamId: string): string {
  return `cmpl-${upstreamId.replace(/^(?:chat)?cmpl-/, "")}`;
}

function textOf(content: readonly Block[]): string {
  return content.map((block) => (block.type === "text" || block.type === "refusal" ? block.text : "")).join("");
}
