/** The longest wait we pass on; an upstream that asks for more is treated as asking for this. */
const LONGEST_WAIT_MS = 24 * 60 * 60 * 1000;

/**
 * How long an upstream asks us to wait, in ms: `retry-after-ms`, or `retry-after` as seconds or as an HTTP date (RFC 9110, 10.2.3).
 * A date is measured against the same response's `date` header, so no clock is needed. Undefined when it says nothing usable.
 */
export function readRetryAfterMs(headers: Readonly<Record<string, string>>): number | undefined {
  const exact = durationMs(headers["retry-after-ms"], 1);
  if (exact !== undefined) return exact;
  const value = headers["retry-after"];
  return durationMs(value, 1000) ?? untilMs(value, headers.date);
}

function durationMs(value: string | undefined, unitMs: number): number | undefined {
  if (value === undefined || !/^\d+(\.\d+)?$/.test(value.trim())) return undefined;
  return Math.min(Math.ceil(Number(value) * unitMs), LONGEST_WAIT_MS);
}

function untilMs(value: string | undefined, sentAt: string | undefined): number | undefined {
  const gap = Date.parse(value ?? "") - Date.parse(sentAt ?? "");
  return Number.isFinite(gap) ? Math.min(Math.max(gap, 0), LONGEST_WAIT_MS) : undefined;
}
