import { z } from "zod";
import type { RefusalWords } from "./route-sample";

const BODY = z.object({
  error: z.object({
    code: z.string().nullish(),
    gatehouse: z.object({ scope: z.string().optional() }).loose().optional(),
  }),
});

/** What a refusal in OpenAI's dialect says. */
export function readOpenAiRefusal(text: string): RefusalWords {
  const parsed = BODY.safeParse(parseJson(text));
  if (!parsed.success) return { code: null, scope: null };
  const { code, gatehouse } = parsed.data.error;
  return { code: code ?? null, scope: gatehouse?.scope ?? null };
}

/** Undefined for what is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
