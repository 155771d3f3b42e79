import { and, desc, eq, inArray, lt, sql } from "drizzle-orm";
import { person, statementLine, statementPeriod } from "@/db/schema";
import type { Runner } from "../runner";
import type { MonthSpan } from "./month-costs";

export type StatementLineRow = typeof statementLine.$inferSelect;

/** A month that was closed, and by whom. */
export interface ClosedMonth extends MonthSpan {
  closedAt: Date;
  closedBy: { id: string; name: string } | null;
}

/** Closed months, newest first; at most `limit`, and only those before a month when one is given. */
export async function listClosedMonths(
  run: Runner,
  organizationId: string,
  { before, limit }: { before?: string; limit: number },
): Promise<ClosedMonth[]> {
  const rows = await run
    .select({ period: statementPeriod, personId: person.id, personName: person.name })
    .from(statementPeriod)
    .leftJoin(person, eq(person.id, statementPeriod.closedBy))
    .where(
      and(
        eq(statementPeriod.organizationId, organizationId),
        before === undefined ? undefined : lt(statementPeriod.month, before),
      ),
    )
    .orderBy(desc(statementPeriod.month))
    .limit(limit);
  return rows.map(({ period, personId, personName }) => ({
    month: period.month,
    from: period.from,
    to: period.to,
    closedAt: period.closedAt,
    closedBy: personId === null ? null : { id: personId, name: personName ?? personId },
  }));
}

/** Lines of one closed month, the costliest first. */
export async function listStatementLines(
  run: Runner,
  organizationId: string,
  month: string,
): Promise<StatementLineRow[]> {
  return await run
    .select()
    .from(statementLine)
    .where(and(eq(statementLine.organizationId, organizationId), eq(statementLine.month, month)))
    .orderBy(desc(statementLine.costMicros), statementLine.projectId, statementLine.modelName, statementLine.providerId)
    .limit(100_000);
}

/** What closed statements say about each of these months, corrections included; shares move nothing between projects. */
export async function listBookedLines(
  run: Runner,
  organizationId: string,
  months: readonly string[],
): Promise<StatementLineRow[]> {
  if (months.length === 0) return [];
  return await run
    .select()
    .from(statementLine)
    .where(
      and(
        eq(statementLine.organizationId, organizationId),
        inArray(statementLine.aboutMonth, [...months]),
        inArray(statementLine.kind, ["usage", "correction"]),
      ),
    )
    .limit(500_000);
}

/** Σ of what each closed month's own statement charged, micro-USD by month. */
export async function sumStatements(
  run: Runner,
  organizationId: string,
  months: readonly string[],
): Promise<Map<string, bigint>> {
  if (months.length === 0) return new Map();
  const rows = await run
    .select({ month: statementLine.month, cost: sql<string>`sum(${statementLine.costMicros})::text` })
    .from(statementLine)
    .where(and(eq(statementLine.organizationId, organizationId), inArray(statementLine.month, [...months])))
    .groupBy(statementLine.month);
  return new Map(rows.map(({ month, cost }) => [month, BigInt(cost)]));
}

/** One at a time closes a month of an organization, until the transaction ends. */
export async function lockStatements(run: Runner, organizationId: string): Promise<void> {
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended(${`statements:${organizationId}`}, 0))`);
}

const LINES_AT_ONCE = 1_000;

/** Writes a month's lines and closes it; from then on the database refuses every change. */
export async function insertClosedMonth(
  run: Runner,
  organizationId: string,
  closing: { span: MonthSpan; closedBy: string | null; lines: readonly Omit<StatementLineRow, "organizationId">[] },
): Promise<void> {
  const { span, closedBy, lines } = closing;
  for (let at = 0; at < lines.length; at += LINES_AT_ONCE) {
    const some = lines.slice(at, at + LINES_AT_ONCE).map((line) => ({ ...line, organizationId }));
    await run.insert(statementLine).values(some);
  }
  await run
    .insert(statementPeriod)
    .values({ organizationId, month: span.month, from: span.from, to: span.to, closedBy });
}
