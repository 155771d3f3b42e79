import type { Database } from "@/db/client";
import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { currentWindow, listSteps, quotaUsage, type UsageStep } from "@/db/queries/usage/quota-usage";
import { type Forecast, forecast, type PastStep, type StepAhead } from "./forecast";

const DAY_MS = 86_400_000;
const HISTORY_DAYS = { day: 28, hour: 7 };
/** How far a window without an end is looked ahead. */
const AHEAD_DAYS = 90;

/** A quota's current window, what was used in it so far step by step, and where it is going. Amounts in the quota's unit. */
export interface QuotaOutlook {
  startsAt: Date;
  /** Null where the window never ends. */
  endsAt: Date | null;
  now: Date;
  step: "hour" | "day";
  /** How many whole steps the forecast rests on. */
  basis: number;
  /** Used by the end of each step; the last one is now. */
  spent: { at: Date; used: number }[];
  /** Null when there is too little to judge by. */
  forecast: Forecast | null;
}

/** Units and windows that move too fast, or not with time at all, have no outlook; neither has a quota of each end user. */
export function hasOutlook({ unit, window, scopeKind, scopeId }: QuotaRow): boolean {
  if (unit === "concurrent" || window === "minute" || window === "hour" || window === "now") return false;
  return !(scopeKind === "end_user" && scopeId === "*");
}

/** The outlook of one quota that has used `used` of `limit`; null when it has none. Reads roll-ups only. */
export async function forecastQuota(
  sql: Database["sql"],
  quota: QuotaRow,
  standing: { used: bigint; limit: bigint },
): Promise<QuotaOutlook | null> {
  if (!hasOutlook(quota)) return null;
  const { starts, ends, now } = await currentWindow(sql, quota);
  const unit = quota.window === "day" ? "hour" : "day";
  const back = new Date(now.getTime() - HISTORY_DAYS[unit] * DAY_MS);
  const horizon = ends ?? new Date(now.getTime() + AHEAD_DAYS * DAY_MS);
  const step = { unit, timeZone: quota.timeZone } as const;
  const from = starts < back ? starts : back;
  const rows = await quotaUsage(sql, quota, { from, to: now, ...step });
  const amounts = new Map(rows.map((row) => [row.start.getTime(), row.amount]));
  const steps = await listSteps(sql, { from, to: horizon }, step);
  const used = Number(standing.used);
  const history = pastSteps(steps, amounts, { from: back, now });
  return {
    startsAt: starts,
    endsAt: ends,
    now,
    step: unit,
    basis: history.length,
    spent: spentSoFar(steps, amounts, { starts, now, used }),
    forecast: forecast({ used, limit: Number(standing.limit), now, history, ahead: stepsAhead(steps, now, horizon) }),
  };
}

function pastSteps(steps: readonly UsageStep[], amounts: ReadonlyMap<number, number>, span: { from: Date; now: Date }) {
  const whole = steps
    .filter((step) => step.start >= span.from && step.end <= span.now)
    .map((step): PastStep => ({ slot: step.slot, amount: amounts.get(step.start.getTime()) ?? 0 }));
  const first = whole.findIndex((step) => step.amount > 0);
  return first === -1 ? [] : whole.slice(first);
}

function stepsAhead(steps: readonly UsageStep[], now: Date, horizon: Date): StepAhead[] {
  return steps
    .filter((step) => step.end > now)
    .map((step) => {
      const from = Math.max(step.start.getTime(), now.getTime());
      const to = Math.min(step.end.getTime(), horizon.getTime());
      const share = (to - from) / (step.end.getTime() - step.start.getTime());
      return { endsAt: new Date(to), slot: step.slot, share };
    });
}

/** Where it stood at the end of every step of the window. What stands now is the quota's own word, so the line ends there. */
function spentSoFar(
  steps: readonly UsageStep[],
  amounts: ReadonlyMap<number, number>,
  window: { starts: Date; now: Date; used: number },
): QuotaOutlook["spent"] {
  let sum = 0;
  const past = steps
    .filter((step) => step.start >= window.starts && step.end <= window.now)
    .map((step) => {
      sum += amounts.get(step.start.getTime()) ?? 0;
      return { at: step.end, used: Math.min(sum, window.used) };
    });
  return [{ at: window.starts, used: 0 }, ...past, { at: window.now, used: window.used }];
}
