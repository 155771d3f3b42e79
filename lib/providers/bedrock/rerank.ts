import type { RerankAnswer, RerankRequest } from "@/lib/llm/rerank";
import { readRanking } from "../read-ranking";
import type { TaskSide } from "../task-contract";
import { invoke, readInvoked } from "./invoke";

const COHERE_API_VERSION = 2;

/** Ranking by Amazon's and Cohere's models, which take the same body but for a version (Bedrock user guide, "Rerank models"). */
export const bedrockRerankSide: TaskSide<RerankRequest, RerankAnswer> = {
  translate: {
    buildRequest: ({ query, documents, topN }, target) =>
      invoke(target, {
        query,
        documents,
        top_n: topN,
        ...(/cohere\./.test(target.upstreamModel) ? { api_version: COHERE_API_VERSION } : {}),
      }),
    readAnswer: ({ body, headers }, { documents }) => ({
      ...readRanking(body, documents.length),
      ...readInvoked(headers),
    }),
  },
};
