import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { showAmount, shownUnit } from "@/lib/admin/quotas/quota-terms";
import type { QuotaWithStanding } from "@/lib/admin/quotas/with-standings";
import type { Actor } from "@/lib/auth/actor";
import { may, type Scope } from "@/lib/auth/authorize";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { QuotaStandingView, QuotaView } from "../schemas/quotas";

/** A quota with where it stands, as the API shows it to `actor`. */
export function quotaView({ quota, standing }: QuotaWithStanding, actor: Actor): QuotaView {
  return {
    id: quota.id,
    scope: { kind: quota.scopeKind, id: quota.scopeId, name: quota.scopeName },
    unit: shownUnit(quota.unit),
    window: quota.window,
    limit: showAmount(quota.unit, quota.limit),
    hard: quota.hard,
    createdAt: quota.createdAt.toISOString(),
    archivedAt: quota.archivedAt?.toISOString() ?? null,
    standing: standing && standingView(quota, standing),
    allowedActions: quota.archivedAt === null && mayChange(quota, actor) ? ["update", "archive"] : [],
  };
}

function standingView(quota: QuotaRow, standing: QuotaStanding): QuotaStandingView {
  const free = quota.limit - standing.used - standing.held;
  return {
    settled: showAmount(quota.unit, standing.used),
    held: showAmount(quota.unit, standing.held),
    free: showAmount(quota.unit, free > 0n ? free : 0n),
    resetsAt: standing.resetsAt === null ? null : new Date(standing.resetsAt).toISOString(),
  };
}

function mayChange(quota: QuotaRow, actor: Actor): boolean {
  const inside = quota.scopeKind === "project" || quota.scopeKind === "key";
  const scope: Scope =
    inside && quota.teamId !== null ? { kind: "team", teamId: quota.teamId } : { kind: "organization" };
  return may(actor, "quotas:write", scope);
}
