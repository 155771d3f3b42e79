import type { Headers } from "../http";

/** Ours first; the others are what agents send of themselves. */
const SESSION_HEADERS = ["x-gatehouse-session", "x-session-id", "session_id", "session-id"] as const;
const MAX_CHARS = 120;

/** What the caller says the call belongs to, for looking at calls together. It counts for nothing, so anybody may say it. */
export function readSession(headers: Headers): string | null {
  for (const name of SESSION_HEADERS) {
    const value = headers[name];
    if (typeof value === "string" && value !== "") return value.slice(0, MAX_CHARS);
  }
  return null;
}
