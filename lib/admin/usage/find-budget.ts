import { findQuota } from "@/db/queries/quotas-admin/list-quotas";
import { type BudgetRow, type BudgetScope, findBudget as findBudgetRow } from "@/db/queries/usage/find-budget";
import type { UsageBudget, UsageFilter } from "@/lib/admin-api/schemas/usage";
import { may } from "@/lib/auth/authorize";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { limitNow } from "../quotas/limit-now";
import { withStandings } from "../quotas/with-standings";
import { projectToEnd } from "./projection";

/** The money quota that the shown spend runs against; null when there is none, the actor may not see it, or the filter cuts across scopes. */
export async function findUsageBudget(work: Work, input: UsageFilter, timeZone: string): Promise<UsageBudget | null> {
  const scope = scopeOf(work, input);
  if (scope === null) return null;
  const row = await findBudgetRow(work.database, work.organizationId, { scope, timeZone });
  if (row === null || !maySee(work, row)) return null;
  const quota = await findQuota(work.run, work.organizationId, row.id);
  if (quota === null) return null;
  const [shown] = await withStandings(work, [quota]);
  const used = shown?.standing?.used ?? 0n;
  const { startedAt, resetsAt } = row;
  const projected = resetsAt && projectToEnd(used, { start: startedAt, now: row.now, end: resetsAt });
  return {
    quotaId: row.id,
    scopeKind: scope.kind,
    scopeId: scope.id,
    scopeName: row.scopeName,
    window: row.window,
    limitUsd: usdFromMicros(limitNow(quota)),
    usedUsd: usdFromMicros(used),
    projectedUsd: projected === null ? null : usdFromMicros(projected),
    startedAt: startedAt.toISOString(),
    resetsAt: resetsAt?.toISOString() ?? null,
  };
}

function maySee(work: Work, { teamId }: BudgetRow): boolean {
  return may(work.actor, "quotas:read", teamId === null ? { kind: "organization" } : { kind: "team", teamId });
}

function scopeOf(work: Work, input: UsageFilter): BudgetScope | null {
  if (input.model !== undefined || input.providerId !== undefined) return null;
  if (input.keyId !== undefined) return { kind: "key", id: input.keyId };
  if (input.projectId !== undefined) return { kind: "project", id: input.projectId };
  if (input.teamId !== undefined) return { kind: "team", id: input.teamId };
  return { kind: "organization", id: work.organizationId };
}
