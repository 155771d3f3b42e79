import { AppError } from "@/lib/errors/app-error";
import type { Answer } from "@/lib/llm/answer";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { readFinishReason } from "./finish-reasons";
import { readErrorChunk } from "./read-failure";
import { readMessage } from "./read-message";
import { readUsage } from "./read-usage";

/** Reads a `chat.completion` body. Throws AppError when it is an error sent with status 200, or no completion at all. */
export function readAnswer(body: unknown): Answer {
  const completion = objectOf(body);
  if (completion?.error) {
    const failure = readErrorChunk(completion.error);
    throw new AppError(failure.code, failure.message);
  }
  if (completion === undefined || !Array.isArray(completion.choices)) {
    throw new AppError("upstream_error", "The upstream's answer could not be read. Try again.", {
      internal: "a chat completion without choices",
    });
  }
  const id = textOf(completion.id) ?? "";
  const usage = readUsage(completion);
  return {
    id,
    model: textOf(completion.model) ?? "",
    choices: arrayOf(completion.choices).map((value, index) => {
      const choice = objectOf(value);
      return {
        content: readMessage(objectOf(choice?.message) ?? {}, callIdPrefix(id, index)),
        finish: readFinishReason(textOf(choice?.finish_reason) ?? "stop"),
      };
    }),
    ...(usage === undefined ? {} : { usage }),
  };
}

/** Prefix of invented tool-call ids: stable for one answer, and within `^[A-Za-z0-9_-]{1,64}$` with a short number behind it. */
export function callIdPrefix(answerId: string, choice: number): string {
  return `call_${answerId.replaceAll(/[^A-Za-z0-9]/g, "").slice(-32)}_${choice}`;
}
