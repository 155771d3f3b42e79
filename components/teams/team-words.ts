import type { OrganizationRoleName } from "@/lib/admin-api/client/people";
import type { TeamRoleName } from "@/lib/admin-api/client/teams";

export const TEAM_ROLES: readonly { value: TeamRoleName; label: string; hint: string }[] = [
  { value: "member", label: "Member", hint: "Issues keys and sees the team's calls" },
  { value: "lead", label: "Lead", hint: "Also manages members, projects and limits" },
];

export const ORGANIZATION_ROLES: readonly { value: OrganizationRoleName; label: string; hint: string }[] = [
  { value: "member", label: "Member", hint: "Works in their teams only" },
  { value: "auditor", label: "Auditor", hint: "Reads everything, changes nothing" },
  { value: "admin", label: "Admin", hint: "Runs Gatehouse: providers, models, teams, limits" },
  { value: "owner", label: "Owner", hint: "Everything, and names the other owners" },
];

/** The word for a role. */
export function roleWord(role: TeamRoleName | OrganizationRoleName): string {
  return [...TEAM_ROLES, ...ORGANIZATION_ROLES].find((one) => one.value === role)?.label ?? role;
}

/** A count with its noun: "1 key", "3 keys". */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`;
}
