import { z } from "zod";
import { parseJson } from "./read-openai-refusal";
import type { Asked, RefusalWords, RouteSample } from "./route-sample";

const REFUSAL = z.object({
  error: z.object({
    details: z.array(z.object({ reason: z.string(), metadata: z.record(z.string(), z.unknown()) }).partial()),
  }),
});
const FINISH = /"finishReason":"[A-Z_]+"/;

/** `POST /models/{model}:generateContent`. */
export const generateContent: RouteSample = {
  columns: ["whole"],
  path: ({ model }) => `/models/${model}:generateContent`,
  body: contentBody,
  isWhole: ({ status, text }) => status === 200 && FINISH.test(text),
  readRefusal: readContentRefusal,
};

/** `POST /models/{model}:streamGenerateContent`: whole when a finish reason came, because no terminal frame does. */
export const streamGenerateContent: RouteSample = {
  columns: ["streamed"],
  path: ({ model }) => `/models/${model}:streamGenerateContent?alt=sse`,
  body: contentBody,
  isWhole: ({ status, text }) => status === 200 && FINISH.test(text) && !text.includes('data: {"error"'),
  readRefusal: readContentRefusal,
};

/** `POST /models/{model}:countTokens`: costs nothing, and is no one's without a key. */
export const countContentTokens: RouteSample = {
  columns: ["whole"],
  path: ({ model }) => `/models/${model}:countTokens`,
  body: ({ prompt }) => ({ contents: [{ role: "user", parts: [{ text: prompt }] }] }),
  isWhole: ({ status, text }) => status === 200 && text.includes('"totalTokens"'),
  readRefusal: readContentRefusal,
};

function contentBody({ prompt, maxTokens }: Asked): Record<string, unknown> {
  return {
    contents: [{ role: "user", parts: [{ text: prompt }] }],
    generationConfig: { maxOutputTokens: maxTokens },
  };
}

/** What a refusal in Google's words says. */
export function readContentRefusal(text: string): RefusalWords {
  const parsed = REFUSAL.safeParse(parseJson(text));
  const detail = parsed.success ? parsed.data.error.details.find(({ reason }) => reason !== undefined) : undefined;
  const scope = detail?.metadata?.scope;
  return { code: detail?.reason?.toLowerCase() ?? null, scope: typeof scope === "string" ? scope : null };
}
