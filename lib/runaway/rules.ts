import { usdFromMicros } from "@/lib/money";
import type { QuotaStanding } from "@/lib/quotas/contract";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * Loop: at least `calls` calls within `windowMs` reached a provider, and all but few of them carried the same body. `votes` is the
 * share of calls that remains of one body when every other call has cancelled one of it: 0.8 means that nine of ten are the same.
 */
export const LOOP = { windowMs: 5 * MINUTE_MS, calls: 100, votes: 0.8 } as const;

/**
 * Slope: at the pace of the last `windowMs` the window of a budget would end at more than `overshoot` times its limit, the pace is more than
 * `unusual` times the key's own of the 24 hours before, and it has spent at least `leastMicros` and `leastShare` of the limit in that time.
 * A lifetime, which never ends, is judged by its next 24 hours.
 */
export const SLOPE = {
  windowMs: 10 * MINUTE_MS,
  overshoot: 2,
  unusual: 5,
  leastMicros: 500_000,
  leastShare: 0.01,
  lifetimeMs: DAY_MS,
} as const;

/** What was found: a sentence for people, and the numbers behind it. */
export interface Finding {
  kind: "slope" | "loop";
  reason: string;
  detail: Record<string, string | number | null>;
}

/** Calls of one key in the loop's window: all processes' together, and the share of one body as one process saw it. */
export interface LoopFacts {
  calls: number;
  /** 0 to 1. */
  votes: number;
}

/** Null: no loop. */
export function judgeLoop({ calls, votes }: LoopFacts): Finding | null {
  if (calls < LOOP.calls || votes < LOOP.votes) return null;
  const minutes = LOOP.windowMs / MINUTE_MS;
  const percent = Math.floor(((1 + votes) / 2) * 100);
  const share = percent === 100 ? "all" : `about ${percent}%`;
  return {
    kind: "loop",
    reason: `It sent the same prompt again and again: ${share} of ${calls} calls in ${minutes} minutes had the same body.`,
    detail: { calls, sameShare: percent / 100, windowMinutes: minutes },
  };
}

/** Spend of one key over all processes, in micro-USD, and a budget that it counts in. */
export interface SlopeFacts {
  /** In the last `SLOPE.windowMs`. */
  spent: number;
  /** In the 24 hours before that. */
  before: number;
  /** How much of those 24 hours the key has existed. */
  beforeMs: number;
  budget: QuotaStanding;
  /** Epoch ms. */
  nowMs: number;
}

/** Null: the budget holds, or this pace is nothing unusual. */
export function judgeSlope({ spent, before, beforeMs, budget, nowMs }: SlopeFacts): Finding | null {
  const limit = Number(budget.limit);
  if (limit === 0 || spent < Math.max(SLOPE.leastMicros, limit * SLOPE.leastShare)) return null;
  const usual = (before / Math.max(beforeMs, HOUR_MS)) * SLOPE.windowMs;
  if (spent <= usual * SLOPE.unusual) return null;
  const leftMs = timeLeft(budget, nowMs);
  if (leftMs === null) return null;
  const used = Number(budget.used);
  const projected = used + (spent / SLOPE.windowMs) * leftMs;
  if (projected <= limit * SLOPE.overshoot) return null;
  return slopeFinding({ spent, usual, used, limit, projected, leftMs, budget });
}

/** Null for windows that are over before a person could look. */
function timeLeft({ quota, resetsAt }: QuotaStanding, nowMs: number): number | null {
  if (quota.window === "minute" || quota.window === "hour" || quota.window === "now") return null;
  if (quota.window === "lifetime" || resetsAt === null) return SLOPE.lifetimeMs;
  return Math.max(0, resetsAt - nowMs);
}

interface Slope {
  spent: number;
  usual: number;
  used: number;
  limit: number;
  projected: number;
  leftMs: number;
  budget: QuotaStanding;
}

function slopeFinding({ spent, usual, used, limit, projected, leftMs, budget: { quota } }: Slope): Finding {
  const minutes = SLOPE.windowMs / MINUTE_MS;
  const times = usual === 0 ? "it had spent nothing the day before" : `${Math.round(spent / usual)} times its usual`;
  const gone = (Math.max(0, limit - used) / spent) * SLOPE.windowMs;
  const whose = quota.scopeKind === "key" ? "its own budget" : `the budget of ${quota.scopeKind} "${quota.scopeName}"`;
  const end =
    gone === 0
      ? `${whose} of $${usd(limit)} is gone already`
      : `${whose} of $${usd(limit)} would be gone in ${span(gone)}, with ${span(leftMs)} to go`;
  return {
    kind: "slope",
    reason: `It spent $${usd(spent)} in ${minutes} minutes (${times}): at this pace ${end}.`,
    detail: {
      windowMinutes: minutes,
      spentUsd: usd(spent),
      usualUsd: usd(usual),
      quotaId: quota.id,
      usedUsd: usd(used),
      limitUsd: usd(limit),
      projectedUsd: usd(projected),
    },
  };
}

function usd(micros: number): string {
  return usdFromMicros(BigInt(Math.round(micros)));
}

/** "40 minutes", "7 hours", "12 days". */
function span(ms: number): string {
  if (ms < 2 * HOUR_MS) return plural(Math.max(1, Math.round(ms / MINUTE_MS)), "minute");
  return ms < 2 * DAY_MS ? plural(Math.round(ms / HOUR_MS), "hour") : plural(Math.round(ms / DAY_MS), "day");
}

function plural(count: number, word: string): string {
  return `${count} ${count === 1 ? word : `${word}s`}`;
}
