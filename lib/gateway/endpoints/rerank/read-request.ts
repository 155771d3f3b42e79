import type { JsonObject } from "@/lib/llm/json";
import type { RerankRequest } from "@/lib/llm/rerank";
import { notCarried, optionalCount } from "../fields";

/** Members that are read; `max_tokens_per_doc` and its kin change what a model sees of a document. */
const KNOWN: ReadonlySet<string> = new Set(["model", "query", "documents", "top_n", "return_documents"]);

/** A rerank body for an upstream of another dialect. Throws AppError `unsupported_parameter` for what it cannot take. */
export function readRerankRequest(json: JsonObject, read: Pick<RerankRequest, "query" | "documents">): RerankRequest {
  const unknown = Object.keys(json).find((name) => !KNOWN.has(name) && json[name] !== null);
  if (unknown !== undefined) throw notCarried(unknown, "this parameter");
  const topN = optionalCount(json, "top_n");
  return { ...read, ...(topN === undefined ? {} : { topN }) };
}
