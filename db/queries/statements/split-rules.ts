import { and, asc, eq, isNull, sql } from "drizzle-orm";
import { costSplitRule } from "@/db/schema";
import type { Runner } from "../runner";

export type SplitRuleRow = typeof costSplitRule.$inferSelect;

/** Rules in force, by the cost centre they split. */
export async function listSplitRules(run: Runner, organizationId: string): Promise<SplitRuleRow[]> {
  return await run
    .select()
    .from(costSplitRule)
    .where(and(eq(costSplitRule.organizationId, organizationId), isNull(costSplitRule.archivedAt)))
    .orderBy(asc(costSplitRule.sourceCostCentre))
    .limit(500);
}

export async function findSplitRule(run: Runner, organizationId: string, ruleId: string): Promise<SplitRuleRow | null> {
  const [row] = await run
    .select()
    .from(costSplitRule)
    .where(
      and(
        eq(costSplitRule.organizationId, organizationId),
        eq(costSplitRule.id, ruleId),
        isNull(costSplitRule.archivedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function insertSplitRule(
  run: Runner,
  organizationId: string,
  row: Pick<SplitRuleRow, "id" | "sourceCostCentre" | "method" | "shares" | "createdBy">,
): Promise<void> {
  await run.insert(costSplitRule).values({ ...row, organizationId });
}

/** A rule is never edited: months that were closed with it keep naming it. */
export async function archiveSplitRule(run: Runner, organizationId: string, ruleId: string): Promise<void> {
  await run
    .update(costSplitRule)
    .set({ archivedAt: sql`now()` })
    .where(and(eq(costSplitRule.organizationId, organizationId), eq(costSplitRule.id, ruleId)));
}
