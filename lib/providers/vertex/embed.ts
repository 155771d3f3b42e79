import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import { arrayOf, countOf, objectOf } from "@/lib/llm/read-json";
import { NO_USAGE } from "@/lib/llm/usage";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { TASK_TYPES } from "../gemini/embed";
import { readNumbers } from "../read-numbers";
import type { TaskSide } from "../task-contract";
import { callOf } from "./build-request";

/** Vectors through `predict` (Vertex AI REST reference, "Text embeddings API"); its own callers speak another dialect than this. */
export const vertexEmbedSide: TaskSide<EmbedRequest, EmbedAnswer> = {
  translate: {
    buildRequest({ texts, dimensions, purpose, title }, target) {
      const { url, headers } = callOf({ stream: false }, target);
      const task_type = purpose === undefined ? undefined : TASK_TYPES[purpose];
      return {
        url: url.replace(/:generateContent$/, ":predict"),
        headers,
        body: JSON.stringify({
          instances: texts.map((content) => withoutUndefined({ content, task_type, title })),
          parameters: withoutUndefined({ outputDimensionality: dimensions }),
        }),
      };
    },
    readAnswer({ body }, { texts }) {
      const made = arrayOf(objectOf(body)?.predictions).map((one) => objectOf(objectOf(one)?.embeddings));
      const counts = made.map((one) => countOf(objectOf(one?.statistics)?.token_count));
      const known = counts.filter((count) => count !== undefined);
      const vectors = readNumbers(
        made.map((one) => one?.values),
        texts.length,
      );
      if (known.length < counts.length) return { vectors };
      return { vectors, usage: { ...NO_USAGE, uncachedInput: known.reduce((sum, count) => sum + count, 0) } };
    },
  },
};
