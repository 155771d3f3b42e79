import { listClosedMonths } from "@/db/queries/statements/closed-months";
import { type MonthSpan, resolveMonth } from "@/db/queries/statements/month-costs";
import type { Work } from "../context";

/**
 * Where a month that is open begins and ends. The one after the last closed month begins where that one ended, which in another time zone was
 * another moment: no hour is charged twice, and none is left out.
 */
export async function openMonth({ run, organizationId }: Work, month: string, timeZone: string) {
  const span = await resolveMonth(run, month, timeZone);
  const [last] = await listClosedMonths(run, organizationId, { limit: 1 });
  return follows(last, month) ? { ...span, from: last.to } : span;
}

/** The month after, `2026-12-01` for `2026-11-01`. */
export function nextMonth(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  const next = number === 12 ? [year + 1, 1] : [year, number + 1];
  return `${next[0]}-${String(next[1]).padStart(2, "0")}-01`;
}

function follows(last: MonthSpan | undefined, month: string): last is MonthSpan {
  return last !== undefined && nextMonth(last.month) === month;
}
