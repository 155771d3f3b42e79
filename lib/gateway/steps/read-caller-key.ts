import { AppError } from "@/lib/errors/app-error";
import type { CallHead } from "../endpoint";
import { queryKeys } from "../endpoints/gemini/is-spoken";

const MAX_KEY_CHARS = 256;

/**
 * The virtual key of a call: `Authorization: Bearer`, `x-api-key`, `x-goog-api-key` or, where Google's clients call, `?key=`. The same
 * key twice is fine, two different ones are refused because policy and reader could disagree. Throws AppError `invalid_api_key`, `conflicting_credentials`.
 */
export function readCallerKey(head: CallHead): string {
  const { headers } = head;
  const found = new Set<string>(queryKeys(head));
  const authorization = single(headers.authorization);
  if (authorization !== "") found.add(bearer(authorization));
  for (const name of ["x-api-key", "x-goog-api-key"]) {
    const value = single(headers[name]).trim();
    if (value !== "") found.add(value);
  }
  const [key, second] = found;
  if (key === undefined) {
    throw new AppError("invalid_api_key", "No virtual key was sent. Send it as `Authorization: Bearer gk_live_…`.");
  }
  if (second !== undefined) {
    throw new AppError(
      "conflicting_credentials",
      "Two different keys were sent in Authorization, x-api-key, x-goog-api-key or ?key=. Send one.",
    );
  }
  if (key.length > MAX_KEY_CHARS)
    throw new AppError("invalid_api_key", "This is no virtual key. Gatehouse keys look like `gk_live_…`.");
  return key;
}

function bearer(authorization: string): string {
  const match = /^bearer +(\S+) *$/i.exec(authorization.slice(0, 1024));
  if (match?.[1] === undefined) {
    throw new AppError("invalid_api_key", "The Authorization header is not of the form `Bearer gk_live_…`.");
  }
  return match[1];
}

function single(value: string | string[] | undefined): string {
  if (value === undefined) return "";
  return typeof value === "string" ? value : value.join(",");
}
