import { objectOf } from "@/lib/llm/read-json";
import type { RerankAnswer, RerankRequest } from "@/lib/llm/rerank";
import { inputTokens } from "@/lib/llm/usage";
import type { AskedTask, TaskAnswerContext } from "../../task-endpoint";
import { fieldsOf } from "../task-parts";

/** A ranking as both clients read it: `meta` is Cohere's, `usage` Jina's. */
export function encodeAnswer(
  { results, units }: RerankAnswer,
  { body }: AskedTask<RerankRequest>,
  { model, requestId, usage }: TaskAnswerContext,
): string {
  const { documents, return_documents: returns } = fieldsOf(body);
  const documentOf = (index: number) => {
    const sent = Array.isArray(documents) ? documents[index] : undefined;
    return objectOf(sent) ?? { text: sent ?? "" };
  };
  return JSON.stringify({
    id: requestId,
    model,
    results: results.map(({ index, score }) => ({
      index,
      relevance_score: score,
      ...(returns === true ? { document: documentOf(index) } : {}),
    })),
    ...(units?.search === undefined ? {} : { meta: { billed_units: { search_units: units.search } } }),
    usage: { total_tokens: inputTokens(usage) },
  });
}
