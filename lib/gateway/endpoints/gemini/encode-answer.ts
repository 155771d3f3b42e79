import type { Answer } from "@/lib/llm/answer";
import type { EncodeContext } from "../../endpoint";
import { encodeFinish } from "./encode-finish";
import { encodeParts } from "./encode-parts";
import { encodeUsage } from "./encode-usage";

/** An answer as the JSON text of a `GenerateContentResponse`. */
export function encodeAnswer(answer: Answer, { requestedModel, hidesReasoning = false }: EncodeContext): string {
  return JSON.stringify({
    candidates: answer.choices.map(({ content, finish }, index) => ({
      content: { parts: encodeParts(content, { hidesReasoning }), role: "model" },
      finishReason: encodeFinish(finish),
      index,
    })),
    ...(answer.usage === undefined ? {} : { usageMetadata: encodeUsage(answer.usage) }),
    modelVersion: requestedModel,
    responseId: answer.id,
  });
}
