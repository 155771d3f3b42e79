import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { AnyPgColumn } from "drizzle-orm/pg-core";
import { quota } from "@/db/schema";
import type { Runner } from "../runner";
import type { QuotaRow, QuotaScope } from "./list-quotas";

/** What of a quota may change while it stays the same quota. */
export type QuotaSettings = Pick<
  QuotaRow,
  "limit" | "hard" | "shadow" | "onStoreDown" | "maxCallPercent" | "alertPercents"
>;

/** A quota without its scope; `limit` in its unit. */
export type QuotaTerms = QuotaSettings & Pick<QuotaRow, "unit" | "window" | "windowDays" | "anchor">;

type Kind = QuotaScope & Pick<QuotaTerms, "unit" | "window" | "windowDays" | "anchor" | "shadow">;

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
  change: QuotaSettings,
): Promise<void> {
  await run.update(quota).set(change).where(isQuota(organizationId, quotaId));
}

export async function archiveQuotaRow(run: Runner, organizationId: string, quotaId: string): Promise<void> {
  await run.update(quota).set({ archivedAt: sql`now()` }).where(isQuota(organizationId, quotaId));
}

/** Keeps other changes of the quota and its grants away until the transaction ends; calls go on. */
export async function lockQuota(run: Runner, organizationId: string, quotaId: string): Promise<void> {
  await run.select({ id: quota.id }).from(quota).where(isQuota(organizationId, quotaId)).for("no key update");
}

/** Makes writers of quotas on one scope queue until the transaction ends, so that a scope never gets the same quota twice. */
export async function lockQuotaScope(run: Runner, scope: QuotaScope): Promise<void> {
  await run.execute(
    sql`select pg_advisory_xact_lock(hashtextextended(${`quota:${scope.scopeKind}:${scope.scopeId}`}, 0))`,
  );
}

/** The quota in force with this scope, unit and window, in shadow or not; null when there is none. */
export async function findQuotaLike(
  run: Runner,
  organizationId: string,
  like: Kind,
): Promise<(QuotaSettings & { id: string }) | null> {
  const [row] = await run
    .select({
      id: quota.id,
      limit: quota.limit,
      hard: quota.hard,
      shadow: quota.shadow,
      onStoreDown: quota.onStoreDown,
      maxCallPercent: quota.maxCallPercent,
      alertPercents: quota.alertPercents,
    })
    .from(quota)
    .where(
      and(
        eq(quota.organizationId, organizationId),
        eq(quota.scopeKind, like.scopeKind),
        eq(quota.scopeId, like.scopeId),
        same(quota.scopeModelId, like.scopeModelId ?? null),
        eq(quota.unit, like.unit),
        eq(quota.window, like.window),
        same(quota.windowDays, like.windowDays),
        same(quota.anchor, like.anchor),
        eq(quota.shadow, like.shadow),
        isNull(quota.archivedAt),
      ),
    )
    .orderBy(quota.id)
    .limit(1);
  return row ?? null;
}

function same(column: AnyPgColumn, value: string | number | null): SQL {
  return value === null ? isNull(column) : eq(column, value);
}

function isQuota(organizationId: string, quotaId: string) {
  return and(eq(quota.organizationId, organizationId), eq(quota.id, quotaId));
}
