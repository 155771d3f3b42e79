import { asc, eq } from "drizzle-orm";
import { claimRule, team } from "@/db/schema";
import type { Runner } from "../runner";

export interface ClaimRuleRow {
  claim: string;
  operator: "is" | "starts_with" | "present";
  value: string;
  role: "admin" | "auditor" | "member" | null;
  team: { id: string; name: string; role: "lead" | "member"; archived: boolean } | null;
}

export type NewClaimRule = Omit<typeof claimRule.$inferInsert, "organizationId" | "position">;

/** The organization's rules in their order. */
export async function listClaimRules(run: Runner, organizationId: string): Promise<ClaimRuleRow[]> {
  const rows = await run
    .select({ rule: claimRule, teamName: team.name, teamArchivedAt: team.archivedAt })
    .from(claimRule)
    .leftJoin(team, eq(team.id, claimRule.teamId))
    .where(eq(claimRule.organizationId, organizationId))
    .orderBy(asc(claimRule.position));
  return rows.map(({ rule: { claim, operator, value, role, teamId, teamRole }, teamName, teamArchivedAt }) => ({
    claim,
    operator,
    value,
    role,
    team:
      teamId === null || teamRole === null
        ? null
        : { id: teamId, name: teamName ?? teamId, role: teamRole, archived: teamArchivedAt !== null },
  }));
}

/** Puts these rules in the place of all others. */
export async function replaceClaimRules(
  run: Runner,
  organizationId: string,
  rules: readonly NewClaimRule[],
): Promise<void> {
  await run.delete(claimRule).where(eq(claimRule.organizationId, organizationId));
  if (rules.length === 0) return;
  await run.insert(claimRule).values(rules.map((rule, position) => ({ ...rule, organizationId, position })));
}
