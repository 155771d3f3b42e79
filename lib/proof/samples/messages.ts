import { readMessagesRefusal } from "./read-messages-refusal";
import { parseJson } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

const LAST_FRAME = /\nevent: message_stop\ndata: [^\n]*\s*$/;

/** `POST /messages`. */
export const messages: RouteSample = {
  columns: ["whole", "streamed"],
  path: () => "/messages",
  body: ({ model, prompt, maxTokens, column }) => ({
    model,
    max_tokens: maxTokens,
    stream: column === "streamed",
    messages: [{ role: "user", content: prompt }],
  }),
  isWhole({ status, text }, column) {
    if (status !== 200) return false;
    if (column === "streamed") return LAST_FRAME.test(text) && !text.includes("event: error");
    const answer = parseJson(text);
    return answer !== null && typeof answer === "object" && "content" in answer;
  },
  readRefusal: readMessagesRefusal,
};

/** `POST /messages/count_tokens`: costs nothing, and is no one's without a key. */
export const messagesCountTokens: RouteSample = {
  columns: ["whole"],
  path: () => "/messages/count_tokens",
  body: ({ model, prompt }) => ({ model, messages: [{ role: "user", content: prompt }] }),
  isWhole: ({ status, text }) => status === 200 && text.includes('"input_tokens"'),
  readRefusal: readMessagesRefusal,
};
