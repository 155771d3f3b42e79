import { findOrganization } from "@/db/queries/people/find-organization";
import {
  type ClosedMonth,
  listBookedLines,
  listClosedMonths,
  listStatementLines,
  type StatementLineRow,
} from "@/db/queries/statements/closed-months";
import { hasUsage, type MonthCost, type MonthSpan, monthCosts } from "@/db/queries/statements/month-costs";
import { listSplitRules } from "@/db/queries/statements/split-rules";
import type { Work } from "../context";
import { openMonth } from "./open-month";
import { splitCosts } from "./split-costs";

/** How far back a correction looks. */
const MONTHS_CORRECTED = 12;

export type StatementLine = Omit<StatementLineRow, "organizationId">;

/** A month's statement: drawn from the roll-ups while it is open, read as it was charged once it is closed. */
export interface Statement extends MonthSpan {
  timeZone: string;
  closed: Pick<ClosedMonth, "closedAt" | "closedBy"> | null;
  /** Whether it is over and everything of it has arrived. */
  complete: boolean;
  /** Whether it is the oldest month that is still open, which is the one to close. */
  isNext: boolean;
  lines: StatementLine[];
}

/** The statement of one month, `2026-11-01`. */
export async function drawStatement(work: Work, month: string): Promise<Statement> {
  const { run, organizationId } = work;
  const timeZone = await organizationTimeZone(work);
  const [latest] = await listClosedMonths(run, organizationId, { before: dayAfter(month), limit: 1 });
  if (latest?.month === month) {
    const { from, to, closedAt, closedBy } = latest;
    const lines = await listStatementLines(run, organizationId, month);
    return { month, from, to, timeZone, closed: { closedAt, closedBy }, complete: true, isNext: false, lines };
  }
  const span = await openMonth(work, month, timeZone);
  const own = await monthCosts(run, organizationId, [span]);
  const usage = (own.get(month) ?? []).map((cost) => lineOf(month, month, { kind: "usage", ...cost }));
  const isNext = await isFirstOpen(work, span);
  const charged = isNext ? [...usage, ...(await corrections(work, month))] : usage;
  const { from, to, now, completeTo } = span;
  return {
    month,
    from,
    to,
    timeZone,
    closed: null,
    complete: to <= now && to <= completeTo,
    isNext,
    lines: [...charged, ...(await shares(work, month, charged))],
  };
}

/** The organization's time zone, read on the transaction of the work. */
export async function organizationTimeZone({ run, organizationId }: Work): Promise<string> {
  const organization = await findOrganization(run, organizationId);
  if (organization === null) throw new Error(`organization ${organizationId} is not there`);
  return organization.timeZone;
}

/**
 * What became known of closed months after they were closed: what roll-ups say now less what statements said. It belongs to the
 * first month that is still open, so that it is charged once.
 */
async function corrections(work: Work, month: string): Promise<StatementLine[]> {
  const { run, organizationId } = work;
  const closed = await listClosedMonths(run, organizationId, { limit: MONTHS_CORRECTED });
  const now = await monthCosts(run, organizationId, closed);
  const booked = Map.groupBy(
    await listBookedLines(
      run,
      organizationId,
      closed.map((one) => one.month),
    ),
    (line) => line.aboutMonth,
  );
  return closed.flatMap((one) =>
    differences(month, one.month, { now: now.get(one.month) ?? [], booked: booked.get(one.month) ?? [] }),
  );
}

/** Whether nothing was used in an open month before this one, and no later one is closed. */
async function isFirstOpen({ run, organizationId }: Work, span: MonthSpan): Promise<boolean> {
  const [last] = await listClosedMonths(run, organizationId, { limit: 1 });
  if (last !== undefined && last.month > span.month) return false;
  const from = last?.to ?? new Date(0);
  return from >= span.from || !(await hasUsage(run, organizationId, { from, to: span.from }));
}

type Booked = Pick<
  StatementLineRow,
  "costCentre" | "teamId" | "projectId" | "modelName" | "providerId" | "costMicros" | "requests" | "tokens"
>;

function differences(
  month: string,
  aboutMonth: string,
  of: { now: readonly MonthCost[]; booked: readonly Booked[] },
): StatementLine[] {
  const left = new Map<string, Booked>();
  const add = (line: Booked, sign: 1 | -1) => {
    const id = [line.teamId, line.projectId, line.modelName, line.providerId].join("\n");
    const had = left.get(id);
    left.set(id, {
      ...line,
      // Who pays is read as it is now; a project that is not there any more stays with whom it was charged to.
      costCentre: sign === 1 ? line.costCentre : (had?.costCentre ?? line.costCentre),
      costMicros: (had?.costMicros ?? 0n) + BigInt(sign) * line.costMicros,
      requests: (had?.requests ?? 0) + sign * line.requests,
      tokens: (had?.tokens ?? 0) + sign * line.tokens,
    });
  };
  for (const line of of.now) add(line, 1);
  for (const line of of.booked) add(line, -1);
  return [...left.values()]
    .filter(({ costMicros, requests, tokens }) => costMicros !== 0n || requests !== 0 || tokens !== 0)
    .map((line) => lineOf(month, aboutMonth, { ...line, kind: "correction" }));
}

async function shares(work: Work, month: string, charged: readonly StatementLine[]): Promise<StatementLine[]> {
  const rules = await listSplitRules(work.run, work.organizationId);
  const spend = new Map<string, bigint>();
  for (const { costCentre, costMicros } of charged) {
    spend.set(costCentre, (spend.get(costCentre) ?? 0n) + costMicros);
  }
  return splitCosts(spend, rules).flatMap(({ ruleId, from, to, micros }) => [
    lineOf(month, month, { kind: "share", ruleId, costCentre: to, counterpart: from, costMicros: micros }),
    lineOf(month, month, { kind: "share", ruleId, costCentre: from, counterpart: to, costMicros: -micros }),
  ]);
}

function lineOf(
  month: string,
  aboutMonth: string,
  line: Pick<StatementLine, "kind" | "costCentre" | "costMicros"> & Partial<StatementLine>,
): StatementLine {
  const { kind, costCentre, costMicros, requests = 0, tokens = 0, ruleId = "", counterpart = "" } = line;
  const { teamId = "", projectId = "", modelName = "", providerId = "" } = line;
  const place = { teamId, projectId, modelName, providerId };
  return { month, aboutMonth, kind, costCentre, ...place, ruleId, counterpart, costMicros, requests, tokens };
}

function dayAfter(month: string): string {
  return `${month.slice(0, 8)}02`;
}
