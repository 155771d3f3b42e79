import { findKey } from "@/db/queries/keys/list-keys";
import { findProject } from "@/db/queries/projects/list-projects";
import { findQuota, type QuotaRow, type QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import { findTeam } from "@/db/queries/teams/find-team";
import type { Scope } from "@/lib/auth/authorize";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";
import { type QuotaWithStanding, withoutStandings } from "./with-standings";

/** `locate` for verbs on one quota. */
export async function locateQuota(work: Work, input: { quotaId: string }): Promise<Located<QuotaRow> | null> {
  const quota = await findQuota(work.run, work.organizationId, input.quotaId);
  return quota && { target: quota, ...placesOf(quota.scopeKind, quota.teamId) };
}

/** `locate` for a quota to be: finds its scope inside the organization. */
export async function locateQuotaScope(
  work: Work,
  { scope }: { scope: QuotaScope },
): Promise<Located<QuotaScope> | null> {
  const teamId = await findTeamOf(work, scope);
  return teamId === null ? null : { target: scope, ...placesOf(scope.scopeKind, teamId) };
}

/** The quota again, after a change. */
export async function readQuota(work: Work, quotaId: string): Promise<QuotaWithStanding> {
  const quota = await findQuota(work.run, work.organizationId, quotaId);
  const [shown] = quota === null ? [] : withoutStandings([quota]);
  if (shown === undefined) throw notFound("quota");
  return shown;
}

/** A team lead limits what is inside the team; what limits the team itself is the organization's to say. */
function placesOf(scopeKind: QuotaScope["scopeKind"], teamId: string | null): { scope: Scope; seenIn: Scope } {
  const seenIn: Scope =
    scopeKind === "organization" || teamId === null ? { kind: "anywhere" } : { kind: "team", teamId };
  const inside = scopeKind === "project" || scopeKind === "key";
  return { scope: inside ? seenIn : { kind: "organization" }, seenIn };
}

/** The team of a scope, empty for the organization; null when the organization has no such scope. */
async function findTeamOf(work: Work, { scopeKind, scopeId }: QuotaScope): Promise<string | null> {
  const { run, organizationId } = work;
  switch (scopeKind) {
    case "organization":
      return scopeId === organizationId ? "" : null;
    case "team":
      return (await findTeam(run, organizationId, scopeId))?.id ?? null;
    case "project":
      return (await findProject(run, organizationId, scopeId))?.teamId ?? null;
    case "key":
      return (await findKey(run, organizationId, scopeId))?.teamId ?? null;
  }
}
