import type { Target } from "../contract";
import { authorization, placeOf } from "./place";

/** Counting tokens costs nothing and is offered at every address, in express mode too. */
const PROBE_MODEL = "gemini-3.5-flash";

/** Proves a credential, the project and the location at once. */
export function buildProbe(target: Target): {
  method: "POST";
  url: string;
  headers: Record<string, string>;
  body: string;
} {
  return {
    method: "POST",
    url: `${placeOf(target)}/publishers/google/models/${PROBE_MODEL}:countTokens`,
    headers: { "content-type": "application/json", accept: "application/json", ...authorization(target) },
    body: JSON.stringify({ contents: [{ role: "user", parts: [{ text: "." }] }] }),
  };
}
