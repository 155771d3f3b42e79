import type { ClaimRule } from "@/lib/auth/claims/judge-claims";

/** What of a rule decides roles. */
export type RoleRule = Pick<ClaimRule, "claim" | "operator" | "value" | "role">;

/**
 * Whether the rules after could make an admin of somebody whom those before would not. The first rule that matches decides, so an admin
 * rule reaches further when it is new, or when a rule that stood before it and gave less is gone or stands behind it. Pure.
 */
export function givesMoreAdmins(before: readonly RoleRule[], after: readonly RoleRule[]): boolean {
  const [was, is] = [before.filter(hasRole), after.filter(hasRole)];
  return is.some((rule, place) => {
    if (rule.role !== "admin") return false;
    const placeBefore = was.findIndex((one) => isSame(one, rule));
    if (placeBefore === -1) return true;
    const shields = was.slice(0, placeBefore).filter(({ role }) => role !== "admin");
    const kept = is.slice(0, place);
    return shields.some((shield) => !kept.some((one) => isSame(one, shield)));
  });
}

function hasRole({ role }: RoleRule): boolean {
  return role !== null;
}

function isSame(a: RoleRule, b: RoleRule): boolean {
  const sameValue = a.operator === "present" || a.value === b.value;
  return a.claim === b.claim && a.operator === b.operator && a.role === b.role && sameValue;
}
