import type { RequestSummary } from "@/lib/admin-api/client/requests";

/** A call of a session, what the session had cost with it, and how long after the one before it began. */
export interface Step {
  call: RequestSummary;
  /** Decimal string of USD. */
  costSoFar: string;
  /** Milliseconds from the end of the call before; null for the first, negative where they ran side by side. */
  afterMs: number | null;
}

const MICROS = 1_000_000n;

/** The calls of a session, the first first, with its cost running up. Unknown costs add nothing. */
export function runningCost(calls: readonly RequestSummary[]): Step[] {
  let micros = 0n;
  return calls.map((call, index) => {
    const before = calls[index - 1];
    micros += microsOf(call.costUsd);
    const endOfBefore = before === undefined ? null : Date.parse(before.startedAt) + before.durationMs;
    return {
      call,
      costSoFar: `${micros / MICROS}.${String(micros % MICROS).padStart(6, "0")}`,
      afterMs: endOfBefore === null ? null : Date.parse(call.startedAt) - endOfBefore,
    };
  });
}

function microsOf(usd: string | null): bigint {
  if (usd === null) return 0n;
  const [whole = "0", fraction = ""] = usd.split(".");
  return BigInt(whole) * MICROS + BigInt(fraction.padEnd(6, "0").slice(0, 6));
}
