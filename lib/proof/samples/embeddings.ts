import { readContentRefusal } from "./generate-content";
import { parseJson, readOpenAiRefusal } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

/** `POST /embeddings`. */
export const embeddings: RouteSample = {
  columns: ["whole"],
  path: () => "/embeddings",
  body: ({ model, prompt }) => ({ model, input: [prompt], encoding_format: "base64" }),
  isWhole({ status, text }) {
    const answer = parseJson(text);
    return status === 200 && answer !== null && typeof answer === "object" && "data" in answer;
  },
  readRefusal: readOpenAiRefusal,
};

/** `POST /models/{model}:embedContent`. */
export const embedContent: RouteSample = {
  columns: ["whole"],
  path: ({ model }) => `/models/${model}:embedContent`,
  body: ({ prompt }) => ({ content: { parts: [{ text: prompt }] } }),
  isWhole: ({ status, text }) => status === 200 && text.includes('"embedding"'),
  readRefusal: readContentRefusal,
};

/** `POST /models/{model}:batchEmbedContents`. */
export const batchEmbedContents: RouteSample = {
  columns: ["whole"],
  path: ({ model }) => `/models/${model}:batchEmbedContents`,
  body: ({ model, prompt }) => ({ requests: [{ model: `models/${model}`, content: { parts: [{ text: prompt }] } }] }),
  isWhole: ({ status, text }) => status === 200 && text.includes('"embeddings"'),
  readRefusal: readContentRefusal,
};
