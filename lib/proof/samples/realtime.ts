import { readOpenAiRefusal } from "./read-openai-refusal";
import type { RouteSample } from "./route-sample";

const DONE = /"type":"response\.done".*"status":"(completed|incomplete)"/;

/** `GET /realtime`: one session with one answer. Only a refusal before it opens is one in the route's own dialect. */
export const realtime: RouteSample = {
  columns: ["streamed"],
  path: ({ model }) => `/realtime?model=${encodeURIComponent(model)}`,
  body: () => null,
  session: {
    events: ({ prompt, maxTokens }) => [
      {
        type: "conversation.item.create",
        item: { type: "message", role: "user", content: [{ type: "input_text", text: prompt }] },
      },
      { type: "response.create", response: { output_modalities: ["text"], max_output_tokens: maxTokens } },
    ],
    hasBegun: (message) => message.includes('.delta"'),
    isOver: (message) => /"type":"(response\.done|error)"/.test(message),
  },
  isWhole: ({ status, text }) => status === 200 && DONE.test(text),
  readRefusal: readOpenAiRefusal,
};
