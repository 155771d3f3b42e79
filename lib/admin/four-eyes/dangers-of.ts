import type { FourEyesRules } from "@/db/queries/ceilings/four-eyes";
import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { DangerousChange } from "@/db/schema";
import type { OrganizationRole } from "@/lib/auth/permissions";
import { limitNow } from "../quotas/limit-now";

/** A change, as far as it may be dangerous. A limit of null is none at all. */
export type SeenChange =
  | { kind: "role"; role: OrganizationRole }
  | { kind: "quota"; quota: Pick<QuotaRow, "scopeKind" | "unit" | "limit" | "grants">; limit: bigint | null }
  | { kind: "other" };

/** Which of the listed dangerous changes this one is. Pure. */
export function dangersOf({ changes, budgetAboveMicros }: FourEyesRules, change: SeenChange): DangerousChange[] {
  const found: DangerousChange[] = [];
  if (change.kind === "role" && (change.role === "owner" || change.role === "admin")) found.push("make_admin");
  if (change.kind === "quota") {
    const { quota, limit } = change;
    const isRaise = limit === null || limit > limitNow(quota);
    if (isRaise && quota.scopeKind === "organization") found.push("change_organization_quota");
    if (isRaise && quota.unit === "usd_micros" && (limit === null || limit > budgetAboveMicros))
      found.push("raise_budget");
  }
  return found.filter((danger) => changes.includes(danger));
}
