import type { EmbedAnswer, EmbedRequest } from "@/lib/llm/embed";
import type { Json } from "@/lib/llm/json";
import { arrayOf, objectOf } from "@/lib/llm/read-json";
import type { Target } from "../contract";
import { readNumbers } from "../read-numbers";
import type { TaskSide } from "../task-contract";
import { unsupported } from "../unsupported";
import { invoke, readInvoked } from "./invoke";

type Body = { [name: string]: Json | undefined };

/** Vectors of Titan and of Cohere's models, each in its maker's format (Bedrock user guide, "Inference request parameters"). */
export const bedrockEmbedSide: TaskSide<EmbedRequest, EmbedAnswer> = {
  translate: {
    buildRequest: (request, target) => invoke(target, isTitan(target) ? titanBody(request) : cohereBody(request)),
    readAnswer: ({ body, headers }, { texts }) => ({
      vectors: readNumbers(vectorsOf(body), texts.length),
      ...readInvoked(headers),
    }),
  },
};

function isTitan({ upstreamModel }: Target): boolean {
  return /titan-embed/.test(upstreamModel);
}

function titanBody({ texts, dimensions }: EmbedRequest): Body {
  const [inputText = ""] = texts;
  if (texts.length > 1) throw unsupported("input", "more than one text per call");
  return { inputText, dimensions };
}

function cohereBody({ texts, dimensions, purpose }: EmbedRequest): Body {
  const input_type = purpose === undefined || purpose === "document" ? "search_document" : OTHER_TYPES.get(purpose);
  return { texts, input_type: input_type ?? "search_query", embedding_types: ["float"], output_dimension: dimensions };
}

const OTHER_TYPES: ReadonlyMap<EmbedRequest["purpose"], string> = new Map([
  ["classification", "classification"],
  ["clustering", "clustering"],
  ["similarity", "clustering"],
]);

/** Titan gives one vector; Cohere a list, by type where types were asked for. */
function vectorsOf(body: unknown): readonly (Json | undefined)[] {
  const answer = objectOf(body);
  if (answer?.embedding !== undefined) return [answer.embedding];
  return arrayOf(objectOf(answer?.embeddings)?.float ?? answer?.embeddings);
}
