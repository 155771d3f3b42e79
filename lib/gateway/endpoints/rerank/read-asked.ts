import type { Json } from "@/lib/llm/json";
import { objectOf, textOf } from "@/lib/llm/read-json";
import type { RerankRequest } from "@/lib/llm/rerank";
import { guessInput } from "@/lib/sizing/size-input";
import type { AskedTask, TaskBody } from "../../task-endpoint";
import { invalid, optionalBoolean, optionalCount } from "../fields";
import { fieldsOf, modelOf, textField, textParts } from "../task-parts";
import { readRerankRequest } from "./read-request";

const MOST_DOCUMENTS = 10_000;
const DOCUMENTS_PER_SEARCH = 100;
/** Longer documents are cut into pieces of 500 tokens, each counted as one (Cohere's pricing page). */
const BYTES_PER_PIECE = 1_500;
/** Unless a call says otherwise, no more than 4,096 tokens of a document are read. */
const MOST_PIECES = 9;

/** What policy needs of a rerank body; the rest is for the upstream to judge. Throws AppError `invalid_request` with `param`. */
export function readAsked(body: TaskBody): AskedTask<RerankRequest> {
  const json = fieldsOf(body);
  const model = modelOf(json);
  const query = textField(json, "query");
  const documents = readDocuments(json.documents);
  optionalCount(json, "top_n");
  optionalBoolean(json, "return_documents");
  // A model reads every document together with the query.
  const prompt = textParts(
    documents.flatMap((text) => [query, text]),
    { messages: documents.length },
  );
  return {
    model,
    kind: "rerank",
    stream: false,
    maxTokens: 0,
    choices: 1,
    prompt,
    inputTokensEstimate: guessInput(prompt),
    endUser: null,
    task: { units: { search: searchesOf(query, documents) } },
    body,
    path: "/rerank",
    answer: "json",
    guessedOutput: 0,
    toHub: () => readRerankRequest(json, { query, documents }),
  };
}

function readDocuments(list: Json | undefined): string[] {
  if (!Array.isArray(list) || list.length === 0)
    throw invalid("documents", "`documents` must be a list of at least one document.");
  if (list.length > MOST_DOCUMENTS)
    throw invalid("documents", `\`documents\` has more than ${MOST_DOCUMENTS} elements.`);
  return list.map((one, index) => {
    const text = textOf(one) ?? textOf(objectOf(one)?.text);
    if (text !== undefined) return text;
    throw invalid(`documents[${index}]`, "Each of `documents` must be a text, or an object with a `text`.");
  });
}

/** Searches a call is charged by, where it is: one for each hundred documents, long ones counted by their pieces. */
function searchesOf(query: string, documents: readonly string[]): number {
  const piecesOf = (text: string) =>
    Math.min(MOST_PIECES, Math.max(1, Math.ceil((Buffer.byteLength(text) + query.length) / BYTES_PER_PIECE)));
  return Math.ceil(documents.reduce((sum, text) => sum + piecesOf(text), 0) / DOCUMENTS_PER_SEARCH);
}
