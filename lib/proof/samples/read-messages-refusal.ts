import { z } from "zod";
import { parseJson } from "./read-openai-refusal";
import type { RefusalWords } from "./route-sample";

const BODY = z.object({
  error: z.object({
    details: z.object({ error_code: z.string() }),
    gatehouse: z.object({ scope: z.string().optional() }).loose().optional(),
  }),
});

/** What a refusal in Anthropic's dialect says. */
export function readMessagesRefusal(text: string): RefusalWords {
  const parsed = BODY.safeParse(parseJson(text));
  if (!parsed.success) return { code: null, scope: null };
  const { details, gatehouse } = parsed.data.error;
  return { code: details.error_code, scope: gatehouse?.scope ?? null };
}
