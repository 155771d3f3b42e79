import { and, desc, eq, getTableColumns, inArray, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { type AlertRule, type AlertState, alert, alertChange, person, team } from "@/db/schema";
import type { Runner } from "../runner";
import type { AlertRow } from "./write-alert";

/** An alert with the names around it. */
export type ShownAlert = AlertRow & {
  teamName: string | null;
  acknowledgerName: string | null;
  resolverName: string | null;
};

/** One line of an alert's history. */
export type AlertChangeRow = typeof alertChange.$inferSelect & { personName: string | null };

/** Whose alerts: those of some teams, or all, the organization's among them. */
export type SeenTeams = "all" | readonly string[];

export interface AlertFilter {
  teams: SeenTeams;
  state: AlertState | "unresolved" | null;
  rule: AlertRule | null;
  severity: AlertRow["severity"] | null;
}

const acknowledger = alias(person, "acknowledger");
const resolver = alias(person, "resolver");

/** Alerts, newest first, one more than `limit` when more follow. `before` is the id of the last one shown. */
export async function listAlerts(
  run: Runner,
  organizationId: string,
  { before, limit, ...filter }: AlertFilter & { before: string | null; limit: number },
): Promise<ShownAlert[]> {
  return await rows(run)
    .where(
      and(
        eq(alert.organizationId, organizationId),
        before === null ? undefined : lt(sql`${alert.id} collate "C"`, before),
        ...conditions(filter),
      ),
    )
    .orderBy(desc(sql`${alert.id} collate "C"`))
    .limit(limit + 1);
}

/** One alert; null when the organization has none with this id. */
export async function findAlert(run: Runner, organizationId: string, id: string): Promise<ShownAlert | null> {
  const [row] = await rows(run)
    .where(and(eq(alert.organizationId, organizationId), eq(alert.id, id)))
    .limit(1);
  return row ?? null;
}

/** Its history, oldest first; the last 200 lines. */
export async function listAlertChanges(run: Runner, alertId: string): Promise<AlertChangeRow[]> {
  const newest = await run
    .select({ ...getTableColumns(alertChange), personName: person.name })
    .from(alertChange)
    .leftJoin(person, eq(person.id, alertChange.personId))
    .where(eq(alertChange.alertId, alertId))
    .orderBy(desc(alertChange.number))
    .limit(200);
  return newest.reverse();
}

function rows(run: Runner) {
  return run
    .select({
      ...getTableColumns(alert),
      teamName: team.name,
      acknowledgerName: acknowledger.name,
      resolverName: resolver.name,
    })
    .from(alert)
    .leftJoin(team, eq(team.id, alert.teamId))
    .leftJoin(acknowledger, eq(acknowledger.id, alert.acknowledgedBy))
    .leftJoin(resolver, eq(resolver.id, alert.resolvedBy))
    .$dynamic();
}

function conditions({ teams, state, rule, severity }: AlertFilter): (SQL | undefined)[] {
  return [
    teams === "all" ? undefined : inArray(alert.teamId, [...teams]),
    state === null ? undefined : state === "unresolved" ? sql`${alert.state} <> 'resolved'` : eq(alert.state, state),
    rule === null ? undefined : eq(alert.rule, rule),
    severity === null ? undefined : eq(alert.severity, severity),
  ];
}

/** Ids of subjects with an alert of this rule whose condition has not ended. */
export async function listCurrentSubjects(
  run: Runner,
  organizationId: string,
  rule: AlertRule,
): Promise<ReadonlySet<string>> {
  const found = await run
    .select({ id: alert.subjectId })
    .from(alert)
    .where(and(eq(alert.organizationId, organizationId), eq(alert.rule, rule), alert.isCurrent));
  return new Set(found.map((row) => row.id));
}
