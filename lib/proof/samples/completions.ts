import { parseJson, readOpenAiRefusal } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

const LAST_FRAME = /\ndata: \[DONE\]\s*$/;

/** `POST /completions`. */
export const completions: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/completions",
  body: ({ model, prompt, maxTokens, column }) => ({
    model,
    max_tokens: maxTokens,
    stream: column === "streamed",
    prompt,
  }),
  isWhole({ status, text }, column) {
    if (status !== 200) return false;
    if (column === "streamed") return LAST_FRAME.test(text) && !text.includes('data: {"error"');
    const answer = parseJson(text);
    return answer !== null && typeof answer === "object" && "choices" in answer;
  },
  readRefusal: readOpenAiRefusal,
};
