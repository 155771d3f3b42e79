import { listClosedMonths, sumStatements } from "@/db/queries/statements/closed-months";
import { monthCosts, monthsWithUsage } from "@/db/queries/statements/month-costs";
import { defineRead, inOrganization } from "../define-verb";
import { organizationTimeZone } from "./draw-statement";
import { openMonth } from "./open-month";

/** One month of the list. */
export interface StatementMonth {
  month: string;
  totalMicros: bigint;
  closedAt: Date | null;
  closedBy: { id: string; name: string } | null;
}

const MOST = 24;

/** Months with usage and those that were closed, newest first; at most 24. */
export const listStatements = defineRead({
  name: "statements.list",
  permission: "statements:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined): Promise<{ timeZone: string; months: StatementMonth[] }> {
    const { run, organizationId } = work;
    const timeZone = await organizationTimeZone(work);
    const closed = await listClosedMonths(run, organizationId, { limit: MOST });
    const isClosed = new Map(closed.map((one) => [one.month, one]));
    const used = await monthsWithUsage(run, organizationId, timeZone);
    const months = [...new Set([...used, ...isClosed.keys()])].sort().reverse().slice(0, MOST);
    const open = months.filter((month) => !isClosed.has(month));
    const spans = await Promise.all(open.map((month) => openMonth(work, month, timeZone)));
    const costs = await monthCosts(run, organizationId, spans);
    const charged = await sumStatements(run, organizationId, [...isClosed.keys()]);
    const shown = months.map((month) => ({
      month,
      totalMicros: isClosed.has(month)
        ? (charged.get(month) ?? 0n)
        : (costs.get(month) ?? []).reduce((sum, cost) => sum + cost.costMicros, 0n),
      closedAt: isClosed.get(month)?.closedAt ?? null,
      closedBy: isClosed.get(month)?.closedBy ?? null,
    }));
    return { timeZone, months: shown };
  },
});
