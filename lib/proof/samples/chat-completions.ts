import { parseJson, readOpenAiRefusal } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

const LAST_FRAME = /\ndata: \[DONE\]\s*$/;

/** `POST /chat/completions`. */
export const chatCompletions: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/chat/completions",
  body: ({ model, prompt, maxTokens, column }) => ({
    model,
    max_tokens: maxTokens,
    stream: column === "streamed",
    messages: [{ role: "user", content: prompt }],
  }),
  isWhole({ status, text }, column) {
    if (status !== 200) return false;
    if (column === "streamed") return LAST_FRAME.test(text) && !text.includes('data: {"error"');
    const answer = parseJson(text);
    return answer !== null && typeof answer === "object" && "choices" in answer;
  },
  readRefusal: readOpenAiRefusal,
};
