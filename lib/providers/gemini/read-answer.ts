import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import type { Block } from "@/lib/llm/chat-request";
import type { Json } from "@/lib/llm/json";
import { arrayOf, countOf, objectOf, textOf } from "@/lib/llm/read-json";
import { readFinishReason } from "./finish-reasons";
import { callIdPrefix, readPart } from "./read-part";
import { readUsage } from "./read-usage";

/**
 * Reads a generateContent body. A prompt that was blocked has no candidates and becomes an empty answer with `content_filter`.
 * Throws AppError `upstream_error` for a body that is neither.
 */
export function readAnswer(body: unknown): Answer {
  const response = objectOf(body);
  const blocked = objectOf(response?.promptFeedback)?.blockReason !== undefined;
  if (response === undefined || (!Array.isArray(response.candidates) && !blocked)) {
    throw new AppError("upstream_error", "The upstream's answer could not be read. Try again.", {
      internal: "a response without candidates",
    });
  }
  const id = textOf(response.responseId) ?? "";
  const usage = readUsage(response);
  const candidates = arrayOf(response.candidates);
  return {
    id,
    model: textOf(response.modelVersion) ?? "",
    choices:
      candidates.length === 0 && blocked
        ? [{ content: [], finish: "content_filter" }]
        : candidates.map((candidate, index) => readCandidate(candidate, id, index)),
    ...(usage === undefined ? {} : { usage }),
  };
}

function readCandidate(value: Json, responseId: string, position: number): Answer["choices"][number] {
  const candidate = objectOf(value) ?? {};
  const prefix = callIdPrefix(responseId, countOf(candidate.index) ?? position);
  const content: Block[] = [];
  for (const [index, value] of arrayOf(objectOf(candidate.content)?.parts).entries()) {
    const part = readPart(value, `${prefix}_${index}`);
    if (part === undefined) continue;
    const last = content.at(-1);
    if (part.type !== "tool_call" && last?.type === part.type) last.text += part.text;
    else content.push(part);
  }
  const calledTool = content.some(({ type }) => type === "tool_call");
  return { content, finish: readFinishReason(candidate.finishReason, calledTool) };
}
