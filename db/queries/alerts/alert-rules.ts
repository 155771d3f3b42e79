import { and, eq, sql } from "drizzle-orm";
import { type AlertRule, alert, alertRule } from "@/db/schema";
import type { Runner } from "../runner";

export type AlertRuleRow = typeof alertRule.$inferSelect;

/** What an organization has set and what was looked at; rules nobody touched have no row. */
export async function listAlertRules(run: Runner, organizationId: string): Promise<AlertRuleRow[]> {
  return await run.select().from(alertRule).where(eq(alertRule.organizationId, organizationId)).limit(100);
}

/** Alerts that are not resolved, per rule. */
export async function countUnresolved(run: Runner, organizationId: string): Promise<ReadonlyMap<AlertRule, number>> {
  const rows = await run
    .select({ rule: alert.rule, count: sql<number>`count(*)::int` })
    .from(alert)
    .where(and(eq(alert.organizationId, organizationId), sql`${alert.state} <> 'resolved'`))
    .groupBy(alert.rule);
  return new Map(rows.map((row) => [row.rule, row.count]));
}

/** Sets a rule; it is looked at again at once. */
export async function writeAlertRule(
  run: Runner,
  organizationId: string,
  { rule, isEnabled, settings }: { rule: AlertRule; isEnabled: boolean; settings: Record<string, number> },
): Promise<void> {
  await run
    .insert(alertRule)
    .values({ organizationId, rule, isEnabled, settings })
    .onConflictDoUpdate({
      target: [alertRule.organizationId, alertRule.rule],
      set: { isEnabled, settings, claimedAt: null },
    });
}

/** A rule that this process has taken upon itself to look at. */
export interface ClaimedRule extends Pick<AlertRuleRow, "organizationId" | "rule" | "isEnabled" | "settings"> {
  /** By the database's clock, before anything was measured. */
  measuredAt: Date;
}

/** A rule of every organization, if nobody has looked at it for `everySeconds`: of several processes one gets it. */
export async function claimAlertRule(
  run: Runner,
  { rule, everySeconds }: { rule: AlertRule; everySeconds: number },
): Promise<ClaimedRule[]> {
  const rows = await run
    .insert(alertRule)
    .select(sql`select id, ${rule}, true, '{}'::jsonb, now(), null::timestamptz from organization order by id`)
    .onConflictDoUpdate({
      target: [alertRule.organizationId, alertRule.rule],
      set: { claimedAt: sql`now()` },
      setWhere: sql`${alertRule.claimedAt} is null or ${alertRule.claimedAt} <= now() - make_interval(secs => ${everySeconds})`,
    })
    .returning();
  return rows.map(({ organizationId, isEnabled, settings, claimedAt }) => ({
    organizationId,
    rule,
    isEnabled,
    settings,
    measuredAt: claimedAt ?? new Date(),
  }));
}

/**
 * Makes this transaction the only one that acts on the rule until it ends, and notes of when its findings are; false when later ones were
 * acted on already.
 */
export async function takeRule(
  run: Runner,
  { organizationId, rule, measuredAt }: Pick<ClaimedRule, "organizationId" | "rule" | "measuredAt">,
): Promise<boolean> {
  const at = measuredAt.toISOString();
  const rows = await run
    .insert(alertRule)
    .values({ organizationId, rule, measuredAt })
    .onConflictDoUpdate({
      target: [alertRule.organizationId, alertRule.rule],
      set: { measuredAt },
      setWhere: sql`${alertRule.measuredAt} is null or ${alertRule.measuredAt} <= ${at}::timestamptz`,
    })
    .returning({ rule: alertRule.rule });
  return rows.length > 0;
}
