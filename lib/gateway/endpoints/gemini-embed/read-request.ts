import type { EmbedPurpose, EmbedRequest } from "@/lib/llm/embed";
import type { JsonObject } from "@/lib/llm/json";
import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { notCarried, optionalCount, optionalText } from "../fields";

const PURPOSES: ReadonlyMap<string, EmbedPurpose | undefined> = new Map([
  ["TASK_TYPE_UNSPECIFIED", undefined],
  ["RETRIEVAL_QUERY", "query"],
  ["RETRIEVAL_DOCUMENT", "document"],
  ["SEMANTIC_SIMILARITY", "similarity"],
  ["CLASSIFICATION", "classification"],
  ["CLUSTERING", "clustering"],
  ["QUESTION_ANSWERING", "question"],
  ["FACT_VERIFICATION", "fact"],
  ["CODE_RETRIEVAL_QUERY", "code"],
]);

/** Requests of one call for an upstream that has one setting for all texts. Throws AppError `unsupported_parameter` where they differ. */
export function readEmbedRequest(requests: readonly JsonObject[]): EmbedRequest {
  const [first = {}] = requests;
  for (const name of ["taskType", "outputDimensionality", "title"]) {
    if (requests.some((request) => request[name] !== first[name]))
      throw notCarried(name, "differing settings in one batch");
  }
  const dimensions = optionalCount(first, "outputDimensionality");
  const word = optionalText(first, "taskType");
  if (word !== undefined && !PURPOSES.has(word)) throw notCarried("taskType", "this use of vectors");
  const purpose = word === undefined ? undefined : PURPOSES.get(word);
  const title = optionalText(first, "title");
  return {
    texts: requests.map(textOfRequest),
    ...(dimensions === undefined ? {} : { dimensions }),
    ...(purpose === undefined ? {} : { purpose }),
    ...(title === undefined ? {} : { title }),
  };
}

function textOfRequest({ content }: JsonObject): string {
  return arrayOf(objectOf(content)?.parts)
    .map((part) => textOf(objectOf(part)?.text) ?? "")
    .join("\n");
}
