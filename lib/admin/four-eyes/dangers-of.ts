import type { FourEyesRules } from "@/db/queries/ceilings/four-eyes";
import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { DangerousChange } from "@/db/schema";
import type { OrganizationRole } from "@/lib/auth/permissions";
import { limitNow } from "../quotas/limit-now";
import { givesMoreAdmins, type RoleRule } from "./gives-more-admins";
import { isLooser } from "./is-looser";

/** A change, as far as it may be dangerous. A limit of null is none at all. */
export type SeenChange =
  | { kind: "role"; role: OrganizationRole }
  | { kind: "quota"; quota: Pick<QuotaRow, "scopeKind" | "unit" | "limit" | "grants">; limit: bigint | null }
  | { kind: "four_eyes"; rules: FourEyesRules }
  | { kind: "sign_in_rules"; before: readonly RoleRule[]; after: readonly RoleRule[] }
  | { kind: "scim_token" }
  | { kind: "sign_in_link"; role: OrganizationRole }
  | { kind: "other" };

/** Which dangerous change this one is: one of the list, or one that makes the list itself looser. Pure. */
export function dangersOf(rules: FourEyesRules, change: SeenChange): DangerousChange[] {
  return whatItIs(rules, change).filter(
    (danger) => danger === "loosen_four_eyes" || rules.changes.some((listed) => listed === danger),
  );
}

function whatItIs(rules: FourEyesRules, change: SeenChange): DangerousChange[] {
  switch (change.kind) {
    case "role":
      return isAdmin(change.role) ? ["make_admin"] : [];
    case "quota":
      return ofQuota(rules, change);
    case "four_eyes":
      return isLooser(rules, change.rules) ? ["loosen_four_eyes"] : [];
    case "sign_in_rules":
      return givesMoreAdmins(change.before, change.after) ? ["map_admins"] : [];
    case "scim_token":
      return ["create_scim_token"];
    case "sign_in_link":
      return isAdmin(change.role) ? ["break_glass"] : [];
    case "other":
      return [];
  }
}

function isAdmin(role: OrganizationRole): boolean {
  return role === "owner" || role === "admin";
}

function ofQuota(
  { budgetAboveMicros }: FourEyesRules,
  { quota, limit }: Extract<SeenChange, { kind: "quota" }>,
): DangerousChange[] {
  const isRaise = limit === null || limit > limitNow(quota);
  if (!isRaise) return [];
  const isLarge = quota.unit === "usd_micros" && (limit === null || limit > budgetAboveMicros);
  return [
    ...(quota.scopeKind === "organization" ? (["change_organization_quota"] as const) : []),
    ...(isLarge ? (["raise_budget"] as const) : []),
  ];
}
