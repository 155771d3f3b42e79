import { countOf, objectOf } from "@/lib/llm/read-json";
import type { RerankAnswer, RerankRequest } from "@/lib/llm/rerank";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { readRanking } from "../read-ranking";
import type { Metered, TaskSide } from "../task-contract";
import { ownHeaders } from "./embed";

/**
 * Ranking through the second version of the API (Cohere API reference, "Rerank"). Callers send more than it takes, such as documents
 * that are objects or should come back, so every call is written anew. It reports searches and no tokens.
 */
export const cohereRerankSide: TaskSide<RerankRequest, RerankAnswer> = {
  translate: {
    buildRequest: ({ query, documents, topN }, target) => ({
      url: `${target.baseUrl}/v2/rerank`,
      headers: ownHeaders(target),
      body: JSON.stringify(withoutUndefined({ model: target.upstreamModel, query, documents, top_n: topN })),
    }),
    readAnswer: ({ body }, { documents }) => ({ ...readRanking(body, documents.length), ...readMetered(body) }),
  },
};

function readMetered(body: unknown): Metered {
  const searches = countOf(objectOf(objectOf(objectOf(body)?.meta)?.billed_units)?.search_units);
  return searches === undefined ? {} : { units: { search: searches } };
}
