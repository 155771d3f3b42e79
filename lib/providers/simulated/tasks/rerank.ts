import { arrayOf, objectOf, textOf } from "@/lib/llm/read-json";
import { BadCall } from "../read-call";
import { countOfField, json, type TaskCall, type TaskReply, textOfField } from "./task-call";

const DOCUMENTS_PER_SEARCH = 100;

/** `POST /rerank`: the share of the query's words that a document has. */
export function rerank(call: TaskCall): TaskReply {
  const { fields, tokenizer } = call;
  const query = textOfField(call, "query");
  const documents = arrayOf(fields.documents).map((one) => textOf(one) ?? textOf(objectOf(one)?.text) ?? "");
  if (documents.length === 0) throw new BadCall("documents", "Missing required parameter: 'documents'.");
  const asked = wordsOf(query);
  const results = documents
    .map((text, index) => ({
      index,
      relevance_score: shareOf(asked, wordsOf(text)),
      ...(fields.return_documents === true ? { document: { text } } : {}),
    }))
    .toSorted((one, other) => other.relevance_score - one.relevance_score || one.index - other.index)
    .slice(0, countOfField(call, "top_n", documents.length));
  // Every document is read together with the query.
  const tokens = documents.reduce(
    (sum, text) => sum + tokenizer.count(text),
    tokenizer.count(query) * documents.length,
  );
  const searches = Math.ceil(documents.length / DOCUMENTS_PER_SEARCH);
  return json({
    model: fields.model,
    results,
    usage: { total_tokens: tokens, prompt_tokens: tokens },
    meta: { billed_units: { search_units: searches } },
  });
}

function wordsOf(text: string): Set<string> {
  return new Set(text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []);
}

function shareOf(asked: ReadonlySet<string>, found: ReadonlySet<string>): number {
  if (asked.size === 0) return 0;
  return [...asked].filter((word) => found.has(word)).length / asked.size;
}
