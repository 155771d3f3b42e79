import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import { arrayOf, countOf, objectOf } from "@/lib/llm/read-json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { readNumbers } from "../read-numbers";
import type { TaskTranslation } from "../task-contract";
import { readEmbedMetered } from "./read-metered";
import type { TaskSurface } from "./task-surface";

/** Texts as an embeddings call, for callers of other dialects. What vectors are for is not said: these models make one kind. */
export function embedTranslation({ urlOf, authorization }: TaskSurface): TaskTranslation<EmbedRequest, EmbedAnswer> {
  return {
    buildRequest: ({ texts, dimensions }, target) => ({
      url: urlOf(target, "/embeddings"),
      headers: { "content-type": "application/json", accept: "application/json", ...authorization(target) },
      body: JSON.stringify(
        withoutUndefined({ model: target.upstreamModel, input: texts, dimensions, encoding_format: "float" }),
      ),
    }),
    readAnswer({ body }, { texts }) {
      const data = arrayOf(objectOf(body)?.data).map((item) => objectOf(item) ?? {});
      const inOrder = data.toSorted((one, other) => (countOf(one.index) ?? 0) - (countOf(other.index) ?? 0));
      return {
        vectors: readNumbers(
          inOrder.map(({ embedding }) => embedding),
          texts.length,
        ),
        ...readEmbedMetered(body),
      };
    },
  };
}
