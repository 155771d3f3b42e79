import type { EmbedAnswer, EmbedPurpose, EmbedRequest } from "@/lib/llm/embed";
import { arrayOf, countOf, objectOf } from "@/lib/llm/read-json";
import { NO_USAGE } from "@/lib/llm/usage";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import type { Target } from "../contract";
import { readNumbers } from "../read-numbers";
import type { Metered, TaskSide } from "../task-contract";

/** These models want to know what vectors are for; without a word from the caller, they are to be found. */
export const INPUT_TYPES: Readonly<Record<EmbedPurpose, string>> = {
  document: "search_document",
  query: "search_query",
  classification: "classification",
  clustering: "clustering",
  similarity: "clustering",
  code: "search_query",
  question: "search_query",
  fact: "search_query",
};

/** Vectors through the second version of the API (Cohere API reference, "Embed"). */
export const cohereEmbedSide: TaskSide<EmbedRequest, EmbedAnswer> = {
  translate: {
    buildRequest: ({ texts, dimensions, purpose = "document" }, target) => ({
      url: `${target.baseUrl}/v2/embed`,
      headers: ownHeaders(target),
      body: JSON.stringify(
        withoutUndefined({
          model: target.upstreamModel,
          texts,
          input_type: INPUT_TYPES[purpose],
          embedding_types: ["float"],
          output_dimension: dimensions,
        }),
      ),
    }),
    readAnswer({ body }, { texts }) {
      const lists = arrayOf(objectOf(objectOf(body)?.embeddings)?.float);
      return { vectors: readNumbers(lists, texts.length), ...readMetered(body) };
    },
  },
};

/** Headers of every call that is no chat. */
export function ownHeaders({ credential }: Target): Record<string, string> {
  return {
    "content-type": "application/json",
    accept: "application/json",
    authorization: `Bearer ${credential?.reveal() ?? ""}`,
  };
}

function readMetered(body: unknown): Metered {
  const tokens = countOf(objectOf(objectOf(objectOf(body)?.meta)?.billed_units)?.input_tokens);
  return tokens === undefined ? {} : { usage: { ...NO_USAGE, uncachedInput: tokens } };
}
