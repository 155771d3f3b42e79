import { and, asc, desc, eq, type SQL, sql } from "drizzle-orm";
import { type AlertChangeKind, type AlertRule, alert, alertChange } from "@/db/schema";
import type { Runner } from "../runner";

export type AlertRow = typeof alert.$inferSelect;

/** How long after its end something that comes back is the same alert again. */
const REOPEN_HOURS = 24;

/** What of an alert says how things are now. */
export type AlertFinding = Pick<
  AlertRow,
  | "subjectKind"
  | "subjectId"
  | "subjectName"
  | "teamId"
  | "severity"
  | "level"
  | "title"
  | "summary"
  | "facts"
  | "linkPath"
>;

/** What of an alert may change; times by the database's clock. */
export type AlertUpdate = { [Field in keyof typeof alert.$inferInsert]?: (typeof alert.$inferInsert)[Field] | SQL };

/** Alerts whose condition has not ended, whatever people made of them; nobody else changes them until the transaction ends. */
export async function listCurrent(run: Runner, organizationId: string, rule: AlertRule): Promise<AlertRow[]> {
  return await run
    .select()
    .from(alert)
    .where(and(eq(alert.organizationId, organizationId), eq(alert.rule, rule), alert.isCurrent))
    .orderBy(asc(alert.id))
    .for("update");
}

/** An alert of the same subject that ended less than a day ago; null when there is none. */
export async function findRecent(
  run: Runner,
  organizationId: string,
  of: { rule: AlertRule; subjectKind: string; subjectId: string },
): Promise<AlertRow | null> {
  const [row] = await run
    .select()
    .from(alert)
    .where(
      and(
        eq(alert.organizationId, organizationId),
        eq(alert.rule, of.rule),
        eq(alert.subjectKind, of.subjectKind),
        eq(alert.subjectId, of.subjectId),
        sql`not ${alert.isCurrent} and ${alert.resolvedAt} > now() - make_interval(hours => ${REOPEN_HOURS})`,
      ),
    )
    .orderBy(desc(alert.resolvedAt))
    .limit(1);
  return row ?? null;
}

export async function insertAlert(run: Runner, row: typeof alert.$inferInsert): Promise<void> {
  await run.insert(alert).values(row);
}

/** Changes an alert as it stands; gives it as it is then. */
export async function updateAlert(run: Runner, id: string, change: AlertUpdate): Promise<AlertRow> {
  const [row] = await run.update(alert).set(change).where(eq(alert.id, id)).returning();
  if (row === undefined) throw new Error("an alert that was read is gone");
  return row;
}

/** Reads an alert again and keeps others from changing it until the transaction ends. */
export async function lockAlert(run: Runner, id: string): Promise<AlertRow | null> {
  const [row] = await run.select().from(alert).where(eq(alert.id, id)).for("update");
  return row ?? null;
}

/** Adds a line to an alert's history, under its number of changes. */
export async function insertAlertChange(
  run: Runner,
  row: Pick<AlertRow, "id" | "changes" | "severity" | "summary">,
  { kind, personId = null, note = "" }: { kind: AlertChangeKind; personId?: string | null; note?: string },
): Promise<void> {
  const { id, changes, severity, summary } = row;
  await run.insert(alertChange).values({ alertId: id, number: changes, kind, severity, summary, personId, note });
}
