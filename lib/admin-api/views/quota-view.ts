import type { GrantRow } from "@/db/queries/quotas-admin/list-grants";
import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { QuotaDetailRows } from "@/lib/admin/quotas/get-quota";
import { grantedNow, limitNow } from "@/lib/admin/quotas/limit-now";
import type { QuotaHolds } from "@/lib/admin/quotas/list-quota-holds";
import { placesOf } from "@/lib/admin/quotas/quota-places";
import { showAmount, shownUnit } from "@/lib/admin/quotas/quota-terms";
import type { QuotaWithStanding } from "@/lib/admin/quotas/with-standings";
import type { Actor } from "@/lib/auth/actor";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { Named } from "../schemas/fields";
import type { QuotaDetail, QuotaGrantView, QuotaHoldView, QuotaStandingView, QuotaView } from "../schemas/quotas";
import { allowedActions } from "./allowed-actions";

const ACTIONS = [
  ["update", "quotas:write"],
  ["archive", "quotas:write"],
  ["grant", "quotas:write"],
  ["release_hold", "quotas:release"],
] as const;

/** A quota with where it stands, as the API shows it to `actor`. */
export function quotaView({ quota, standing }: QuotaWithStanding, actor: Actor): QuotaView {
  const running = quota.grants.filter((grant) => grant.status === "running");
  const { scope } = placesOf(quota, quota.teamId, actor);
  return {
    id: quota.id,
    scope: {
      kind: quota.scopeKind,
      id: quota.scopeId,
      name: quota.scopeName,
      model: namedOrNull(quota.scopeModelId, quota.scopeModelName),
      team: namedOrNull(quota.teamId, quota.teamName),
      project: namedOrNull(quota.projectId, quota.projectName),
    },
    unit: shownUnit(quota.unit),
    window: quota.window,
    windowDays: quota.windowDays,
    anchor: quota.anchor,
    timeZone: quota.timeZone,
    limit: showAmount(quota.unit, quota.limit),
    granted: showAmount(quota.unit, grantedNow(quota)),
    limitNow: showAmount(quota.unit, limitNow(quota)),
    grantedUntil: firstEnd(running)?.toISOString() ?? null,
    hard: quota.hard,
    shadow: quota.shadow,
    onStoreDown: quota.onStoreDown,
    maxCallPercent: quota.maxCallPercent,
    alertPercents: quota.alertPercents,
    createdAt: quota.createdAt.toISOString(),
    archivedAt: quota.archivedAt?.toISOString() ?? null,
    standing: standing && standingView(quota, standing),
    allowedActions: quota.archivedAt === null ? allowedActions(actor, scope, ACTIONS) : [],
  };
}

/** A quota with its raises and what it would have refused, as the API shows it to `actor`. */
export function quotaDetailView(rows: QuotaDetailRows, actor: Actor): QuotaDetail {
  return {
    ...quotaView(rows, actor),
    grants: rows.allGrants.map((grant) => grantView(grant, rows.quota.unit)),
    shadowCounts: rows.shadow,
  };
}

/** What is held in a quota now. */
export function quotaHoldsView({ quota, holds }: QuotaHolds): QuotaHoldView[] {
  return holds.map(({ kind, holder, requestId, subject, isReleasable, amount, expiresAt }) => ({
    kind,
    holder,
    requestId,
    subject,
    releasable: isReleasable,
    amount: showAmount(quota.unit, amount),
    expiresAt: expiresAt.toISOString(),
  }));
}

function grantView(grant: GrantRow, unit: QuotaRow["unit"]): QuotaGrantView {
  const { id, reason, status, grantedBy, granterName } = grant;
  return {
    id,
    amount: showAmount(unit, grant.amount),
    reason,
    status,
    startsAt: grant.startsAt.toISOString(),
    endsAt: grant.endsAt.toISOString(),
    revokedAt: grant.revokedAt?.toISOString() ?? null,
    grantedBy: namedOrNull(grantedBy, granterName),
  };
}

function standingView(quota: QuotaRow, standing: QuotaStanding): QuotaStandingView {
  const free = limitNow(quota) - standing.used - standing.held;
  return {
    settled: showAmount(quota.unit, standing.used),
    held: showAmount(quota.unit, standing.held),
    free: showAmount(quota.unit, free > 0n ? free : 0n),
    resetsAt: standing.resetsAt === null ? null : new Date(standing.resetsAt).toISOString(),
  };
}

function namedOrNull(id: string | null, name: string | null): Named | null {
  return id === null ? null : { id, name: name ?? id };
}

function firstEnd(grants: readonly GrantRow[]): Date | undefined {
  return grants.map((grant) => grant.endsAt).toSorted((a, b) => a.getTime() - b.getTime())[0];
}
