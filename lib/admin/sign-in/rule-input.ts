import { findTeam } from "@/db/queries/teams/find-team";
import type { ClaimRule } from "@/lib/auth/claims/judge-claims";
import type { TeamRole } from "@/lib/auth/permissions";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** A rule as it is asked for: a team by its id. */
export type RuleInput = Omit<ClaimRule, "team"> & { team: { id: string; role: TeamRole } | null };

/** Puts the names of teams in. Throws AdminError `invalid_request` for a team that is absent or archived, or a rule that gives nothing. */
export async function nameTeams(work: Work, rules: readonly RuleInput[]): Promise<ClaimRule[]> {
  const named: ClaimRule[] = [];
  for (const [index, rule] of rules.entries()) {
    if (rule.role === null && rule.team === null)
      throw invalidField(`rules.${index}.role`, "give a role, a team or both");
    named.push({ ...rule, team: rule.team && (await nameTeam(work, rule.team, `rules.${index}.team.id`)) });
  }
  return named;
}

async function nameTeam(
  work: Work,
  { id, role }: { id: string; role: TeamRole },
  path: string,
): Promise<ClaimRule["team"]> {
  const team = await findTeam(work.run, work.organizationId, id);
  if (team === null) throw invalidField(path, "there is no such team");
  if (team.archivedAt !== null) throw invalidField(path, `the team "${team.name}" is archived`);
  return { id, name: team.name, role };
}
