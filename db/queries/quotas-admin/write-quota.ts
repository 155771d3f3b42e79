import { and, eq, isNull, sql } from "drizzle-orm";
import { quota } from "@/db/schema";
import type { Runner } from "../runner";
import type { QuotaRow, QuotaScope } from "./list-quotas";

export interface QuotaTerms {
  unit: QuotaRow["unit"];
  window: QuotaRow["window"];
  /** In the unit. */
  limit: bigint;
  hard: boolean;
}

export async function insertQuota(
  run: Runner,
  organizationId: string,
  row: QuotaTerms & QuotaScope & { id: string },
): Promise<void> {
  await run.insert(quota).values({ ...row, organizationId });
}

export async function updateQuotaRow(
  run: Runner,
  organizationId: string,
  quotaId: string,
  change: Pick<QuotaTerms, "limit" | "hard">,
): Promise<void> {
  await run.update(quota).set(change).where(isQuota(organizationId, quotaId));
}

export async function archiveQuotaRow(run: Runner, organizationId: string, quotaId: string): Promise<void> {
  await run.update(quota).set({ archivedAt: sql`now()` }).where(isQuota(organizationId, quotaId));
}

/** Makes writers of quotas on one scope queue until the transaction ends, so that a scope never gets the same quota twice. */
export async function lockQuotaScope(run: Runner, scope: QuotaScope): Promise<void> {
  await run.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`quota:${scope.scopeKind}:${scope.scopeId}`}, 0))`,
  );
}

/** The quota in force with this scope, unit and window; null when there is none. */
export async function findQuotaLike(
  run: Runner,
  organizationId: string,
  like: QuotaScope & Pick<QuotaTerms, "unit" | "window">,
): Promise<{ id: string; limit: bigint; hard: boolean } | null> {
  const [row] = await run
    .select({ id: quota.id, limit: quota.limit, hard: quota.hard })
    .from(quota)
    .where(
      and(
        eq(quota.organizationId, organizationId),
        eq(quota.scopeKind, like.scopeKind),
        eq(quota.scopeId, like.scopeId),
        eq(quota.unit, like.unit),
        eq(quota.window, like.window),
        isNull(quota.archivedAt),
      ),
    )
    .limit(1);
  return row ?? null;
}

function isQuota(organizationId: string, quotaId: string) {
  return and(eq(quota.organizationId, organizationId), eq(quota.id, quotaId));
}
