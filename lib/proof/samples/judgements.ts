import { parseJson, readOpenAiRefusal } from "./read-openai-refusal";
import type { Answered, RouteSample } from "./route-sample";

/** `POST /moderations`. */
export const moderations: RouteSample = {
  columns: ["whole"],
  path: () => "/moderations",
  body: ({ model, prompt }) => ({ model, input: prompt }),
  isWhole: hasResults,
  readRefusal: readOpenAiRefusal,
};

/** `POST /rerank`. */
export const rerank: RouteSample = {
  columns: ["whole"],
  path: () => "/rerank",
  body: ({ model, prompt }) => ({ model, query: "enforcement", documents: [prompt, "Something else."] }),
  isWhole: hasResults,
  readRefusal: readOpenAiRefusal,
};

function hasResults({ status, text }: Answered): boolean {
  const answer = parseJson(text);
  return status === 200 && answer !== null && typeof answer === "object" && "results" in answer;
}
