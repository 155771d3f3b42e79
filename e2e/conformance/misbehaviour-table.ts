/** The right answer; a status and code; or a stream that began and ends in an error event with that code. */
export type Expected = "answer" | { status: number; code: string | RegExp } | { ends: string };

export const FAILS = { status: 502, code: /^upstream_(error|truncated)$/ };
const TRUNCATED = { ends: "upstream_truncated" };
const BREAKS = { ends: "upstream_error" };

export interface Row {
  mode: string;
  stream: Expected;
  whole: Expected;
}

/** Modes every lane must survive in the same way. */
export const EVERY_LANE: Row[] = [
  { mode: "reset-on-request", stream: FAILS, whole: FAILS },
  { mode: "headers-then-reset", stream: FAILS, whole: FAILS },
  { mode: "empty-body", stream: FAILS, whole: FAILS },
  { mode: "eof-mid", stream: TRUNCATED, whole: FAILS },
  { mode: "reset-mid", stream: BREAKS, whole: FAILS },
  { mode: "short-of-content-length", stream: FAILS, whole: FAILS },
  { mode: "slow-bytes", stream: "answer", whole: "answer" },
  { mode: "crlf", stream: "answer", whole: "answer" },
  { mode: "cr", stream: "answer", whole: "answer" },
  { mode: "bom", stream: "answer", whole: "answer" },
  { mode: "comments", stream: "answer", whole: "answer" },
  { mode: "no-space", stream: "answer", whole: "answer" },
  { mode: "utf8-split", stream: "answer", whole: "answer" },
  { mode: "unknown-event", stream: "answer", whole: "answer" },
  { mode: "nul-byte", stream: BREAKS, whole: "answer" },
  { mode: "malformed-first", stream: FAILS, whole: FAILS },
  { mode: "malformed-mid", stream: BREAKS, whole: FAILS },
  { mode: "error-first", stream: { status: 503, code: "overloaded" }, whole: FAILS },
  { mode: "error-mid", stream: { ends: "overloaded" }, whole: FAILS },
  { mode: "html", stream: FAILS, whole: FAILS },
  { mode: "not-json", stream: FAILS, whole: FAILS },
  { mode: "json-null", stream: FAILS, whole: FAILS },
  { mode: "json-for-stream", stream: FAILS, whole: "answer" },
  { mode: "stream-for-json", stream: "answer", whole: FAILS },
  { mode: "error-with-200", stream: FAILS, whole: FAILS },
  { mode: "usage-absent", stream: "answer", whole: "answer" },
  { mode: "usage-duplicated", stream: "answer", whole: "answer" },
  { mode: "usage-negative", stream: "answer", whole: "answer" },
  { mode: "usage-nan", stream: "answer", whole: "answer" },
  { mode: "usage-huge", stream: "answer", whole: "answer" },
  { mode: "gzip", stream: FAILS, whole: FAILS },
  { mode: "gzip-truncated", stream: FAILS, whole: FAILS },
  { mode: "gzip-bomb", stream: FAILS, whole: FAILS },
  { mode: "header-flood", stream: FAILS, whole: FAILS },
  { mode: "hostile-headers", stream: FAILS, whole: "answer" },
  { mode: "redirect:301", stream: FAILS, whole: FAILS },
  { mode: "redirect:307", stream: FAILS, whole: FAILS },
  {
    mode: "status:400",
    stream: { status: 400, code: "upstream_rejected" },
    whole: { status: 400, code: "upstream_rejected" },
  },
  {
    mode: "status:401",
    stream: { status: 502, code: "upstream_auth_error" },
    whole: { status: 502, code: "upstream_auth_error" },
  },
  {
    mode: "status:403",
    stream: { status: 502, code: "upstream_auth_error" },
    whole: { status: 502, code: "upstream_auth_error" },
  },
  { mode: "status:500", stream: FAILS, whole: FAILS },
  { mode: "status:503", stream: { status: 503, code: "overloaded" }, whole: { status: 503, code: "overloaded" } },
  {
    mode: "status:504",
    stream: { status: 504, code: "upstream_timeout" },
    whole: { status: 504, code: "upstream_timeout" },
  },
  { mode: "draining", stream: { status: 503, code: "overloaded" }, whole: { status: 503, code: "overloaded" } },
  { mode: "overloaded", stream: { status: 503, code: "overloaded" }, whole: { status: 503, code: "overloaded" } },
  { mode: "status-html:502", stream: FAILS, whole: FAILS },
  {
    mode: "status-leaking",
    stream: { status: 502, code: "upstream_auth_error" },
    whole: { status: 502, code: "upstream_auth_error" },
  },
  {
    mode: "rate-limited:date",
    stream: { status: 429, code: "upstream_rate_limited" },
    whole: { status: 429, code: "upstream_rate_limited" },
  },
  {
    mode: "rate-limited:ms",
    stream: { status: 429, code: "upstream_rate_limited" },
    whole: { status: 429, code: "upstream_rate_limited" },
  },
  {
    mode: "rate-limited:999999999",
    stream: { status: 429, code: "upstream_rate_limited" },
    whole: { status: 429, code: "upstream_rate_limited" },
  },
  {
    mode: "rate-limited:soon",
    stream: { status: 429, code: "upstream_rate_limited" },
    whole: { status: 429, code: "upstream_rate_limited" },
  },
  {
    mode: "context-length",
    stream: { status: 400, code: "context_length_exceeded" },
    whole: { status: 400, code: "context_length_exceeded" },
  },
];

/** Modes that mean something only where the wire format has a terminal `[DONE]`. */
export const RELAY_ONLY: Row[] = [
  { mode: "no-terminal", stream: "answer", whole: "answer" },
  { mode: "double-terminal", stream: "answer", whole: "answer" },
  { mode: "data-after-terminal", stream: "answer", whole: "answer" },
  { mode: "missing-blank-line", stream: FAILS, whole: "answer" },
];
