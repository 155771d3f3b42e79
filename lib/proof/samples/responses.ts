import { parseJson, readOpenAiRefusal } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

/** `POST /responses`. */
export const responses: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/responses",
  body: ({ model, prompt, maxTokens, column }) => ({
    model,
    max_output_tokens: maxTokens,
    stream: column === "streamed",
    store: false,
    input: prompt,
  }),
  isWhole({ status, text }, column) {
    if (status !== 200) return false;
    if (column === "streamed") return /\nevent: response\.(completed|incomplete)\n[^\n]*\s*$/.test(text);
    const answer = parseJson(text);
    return answer !== null && typeof answer === "object" && "output" in answer;
  },
  readRefusal: readOpenAiRefusal,
};

/** `POST /responses/input_tokens`: costs nothing, and is no one's without a key. */
export const responsesInputTokens: RouteSample = {
  columns: ["whole"],
  path: () => "/responses/input_tokens",
  body: ({ model, prompt }) => ({ model, input: prompt }),
  isWhole: ({ status, text }) => status === 200 && text.includes('"input_tokens"'),
  readRefusal: readOpenAiRefusal,
};

/** By id: what nobody made is the answer of a door that let the caller in. */
export function storedResponse(action: string): RouteSample {
  return {
    columns: ["whole"],
    path: () => `/responses/resp_nobody${action}`,
    body: () => null,
    isWhole: ({ status, text }) => status === 404 && readOpenAiRefusal(text).code === "object_not_found",
    readRefusal: readOpenAiRefusal,
  };
}
