import { AppError } from "@/lib/errors/app-error";
import { countOf, objectOf } from "@/lib/llm/read-json";
import type { RerankAnswer } from "@/lib/llm/rerank";

/** `results` of a rerank answer, as all servers we know give them. Throws AppError `upstream_error` for a body without. */
export function readRanking(body: unknown, documents: number): Pick<RerankAnswer, "results"> {
  const list = objectOf(body)?.results;
  const results = (Array.isArray(list) ? list : []).flatMap((value) => {
    const item = objectOf(value);
    const index = countOf(item?.index);
    const score = item?.relevance_score;
    return index === undefined || index >= documents || typeof score !== "number" ? [] : [{ index, score }];
  });
  if (Array.isArray(list) && results.length === list.length) return { results };
  throw new AppError(
    "upstream_error",
    "The provider's answer could not be read. Try again; if it persists, tell your administrator.",
    { internal: "no ranking in a rerank answer" },
  );
}
