import type { EmbedAnswer, EmbedPurpose, EmbedRequest } from "@/lib/llm/embed";
import type { Json } from "@/lib/llm/json";
import { arrayOf, countOf, isJsonObject, objectOf } from "@/lib/llm/read-json";
import { NO_USAGE } from "@/lib/llm/usage";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import type { Target } from "../contract";
import { readNumbers } from "../read-numbers";
import type { Metered, TaskRelay, TaskSide } from "../task-contract";
import { callOf } from "./build-request";

/** `taskType` of the developer API; Vertex AI has the same words. */
export const TASK_TYPES: Readonly<Record<EmbedPurpose, string>> = {
  document: "RETRIEVAL_DOCUMENT",
  query: "RETRIEVAL_QUERY",
  classification: "CLASSIFICATION",
  clustering: "CLUSTERING",
  similarity: "SEMANTIC_SIMILARITY",
  code: "CODE_RETRIEVAL_QUERY",
  question: "QUESTION_ANSWERING",
  fact: "FACT_VERIFICATION",
};

/** Vectors of the developer API: callers of its own dialect are relayed, others become one `batchEmbedContents`. */
export const geminiEmbedSide: TaskSide<EmbedRequest, EmbedAnswer> = {
  relay: { "gemini-embed": relayOwn() },
  translate: {
    buildRequest: (request, target) => ({
      ...placeOf(target, ":batchEmbedContents"),
      body: writeBatch(request, target),
    }),
    readAnswer({ body }, { texts }) {
      const lists = arrayOf(objectOf(body)?.embeddings).map((embedding) => objectOf(embedding)?.values);
      return { vectors: readNumbers(lists, texts.length), ...readMetered(body) };
    },
  },
};

function relayOwn(): TaskRelay {
  return {
    buildRelay({ path, body }, target) {
      const model = `models/${target.upstreamModel}`;
      const { url, headers } = placeOf(target, path);
      const { "content-type": _, ...others } = headers;
      if (path === ":embedContent") return { url, headers: others, set: body?.model === undefined ? {} : { model } };
      const requests = arrayOf(body?.requests).map((one): Json => (isJsonObject(one) ? { ...one, model } : one));
      return { url, headers: others, set: { requests } };
    },
    readMetered,
  };
}

function placeOf(target: Target, verb: string): { url: string; headers: Record<string, string> } {
  const { url, headers } = callOf({ stream: false }, target);
  return { url: url.replace(/:generateContent$/, verb), headers };
}

function writeBatch({ texts, dimensions, purpose, title }: EmbedRequest, { upstreamModel }: Target): string {
  const requests = texts.map((text) =>
    withoutUndefined({
      model: `models/${upstreamModel}`,
      content: { parts: [{ text }] },
      taskType: purpose === undefined ? undefined : TASK_TYPES[purpose],
      title,
      outputDimensionality: dimensions,
    }),
  );
  return JSON.stringify({ requests });
}

/** Newer models report what they read; of others nothing is known. */
function readMetered(body: unknown): Metered {
  const tokens = countOf(objectOf(objectOf(body)?.usageMetadata)?.promptTokenCount);
  return tokens === undefined ? {} : { usage: { ...NO_USAGE, uncachedInput: tokens } };
}
