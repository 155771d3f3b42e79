import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import { inputTokens } from "@/lib/llm/usage";
import type { AskedTask, TaskAnswerContext } from "../../task-endpoint";
import { fieldsOf } from "../task-parts";
import { encodingFormat } from "./encoding-format";
import { writeVector } from "./vectors";

/** Vectors as OpenAI gives them (API reference, "The embedding object"). */
export function encodeAnswer(
  { vectors }: EmbedAnswer,
  { body }: AskedTask<EmbedRequest>,
  { model, usage }: TaskAnswerContext,
): string {
  const format = encodingFormat(fieldsOf(body));
  const tokens = inputTokens(usage);
  return JSON.stringify({
    object: "list",
    data: vectors.map((vector, index) => ({ object: "embedding", index, embedding: writeVector(vector, format) })),
    model,
    usage: { prompt_tokens: tokens, total_tokens: tokens },
  });
}
