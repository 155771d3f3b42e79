import type { RerankAnswer, RerankRequest } from "@/lib/llm/rerank";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { readRanking } from "../read-ranking";
import type { TaskTranslation } from "../task-contract";
import { readRerankMetered } from "./read-metered";
import type { TaskSurface } from "./task-surface";

/** A query and its documents as Jina's rerank call, which several servers have taken over. */
export function rerankTranslation({ urlOf, authorization }: TaskSurface): TaskTranslation<RerankRequest, RerankAnswer> {
  return {
    buildRequest: ({ query, documents, topN }, target) => ({
      url: urlOf(target, "/rerank"),
      headers: { "content-type": "application/json", accept: "application/json", ...authorization(target) },
      body: JSON.stringify(withoutUndefined({ model: target.upstreamModel, query, documents, top_n: topN })),
    }),
    readAnswer: ({ body }, { documents }) => ({ ...readRanking(body, documents.length), ...readRerankMetered(body) }),
  };
}
