import { findKey } from "@/db/queries/keys/list-keys";
import { findModel } from "@/db/queries/models/find-model";
import { findPerson } from "@/db/queries/people/find-person";
import { findProject } from "@/db/queries/projects/list-projects";
import { findProvider } from "@/db/queries/providers/find-provider";
import { findQuota, type QuotaRow, type QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import { lockQuota } from "@/db/queries/quotas-admin/write-quota";
import { findTeam } from "@/db/queries/teams/find-team";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";
import { placesOf } from "./quota-places";
import { type QuotaWithStanding, withoutStandings } from "./with-standings";

/** `locate` for reads of one quota: seeing it is enough. */
export async function locateSeenQuota(work: Work, input: { quotaId: string }): Promise<Located<QuotaRow> | null> {
  const located = await locateQuota(work, input);
  return located && { target: located.target, scope: located.seenIn ?? located.scope };
}

/** `locate` for changes of one quota: nobody else changes it, or raises it for a time, until the transaction ends. */
export async function locateHeldQuota(work: Work, input: { quotaId: string }): Promise<Located<QuotaRow> | null> {
  await lockQuota(work.run, work.organizationId, input.quotaId);
  return locateQuota(work, input);
}

/** `locate` for what leaves a quota's settings as they are. */
export async function locateQuota(work: Work, input: { quotaId: string }): Promise<Located<QuotaRow> | null> {
  const quota = await findQuota(work.run, work.organizationId, input.quotaId);
  return quota && { target: quota, ...placesOf(quota, quota.teamId, work.actor) };
}

/** `locate` for a quota to be: finds its scope inside the organization. */
export async function locateQuotaScope(
  work: Work,
  { scope }: { scope: QuotaScope },
): Promise<Located<QuotaScope> | null> {
  const found = await findScope(work, scope);
  if (found === null) return null;
  if (scope.scopeModelId && !(await findModel(work.run, work.organizationId, { id: scope.scopeModelId }))) return null;
  return { target: scope, ...placesOf(scope, found.teamId, work.actor) };
}

/** The quota again, after a change. */
export async function readQuota(work: Work, quotaId: string): Promise<QuotaWithStanding> {
  const quota = await findQuota(work.run, work.organizationId, quotaId);
  const [shown] = quota === null ? [] : withoutStandings([quota]);
  if (shown === undefined) throw notFound("quota");
  return shown;
}

/** What was taken away is not changed any more. Throws AdminError `conflict`. */
export function refuseArchivedQuota(quota: QuotaRow): void {
  if (quota.archivedAt !== null) throw new AdminError("conflict", "The quota is archived. Set a new one.");
}

/** What a quota is about, with its team if it is inside one; null when the organization has no such thing. */
async function findScope(work: Work, { scopeKind, scopeId }: QuotaScope): Promise<{ teamId: string | null } | null> {
  const { run, organizationId } = work;
  const outside = { teamId: null };
  switch (scopeKind) {
    case "organization":
      return scopeId === organizationId ? outside : null;
    case "team":
    case "team_model": {
      const team = await findTeam(run, organizationId, scopeId);
      return team && { teamId: team.id };
    }
    case "project":
      return await findProject(run, organizationId, scopeId);
    case "key":
    case "key_model":
      return await findKey(run, organizationId, scopeId);
    case "person":
      return (await findPerson(run, organizationId, scopeId)) && outside;
    case "model":
      return (await findModel(run, organizationId, { id: scopeId })) && outside;
    case "provider":
      return (await findProvider(run, organizationId, { id: scopeId })) && outside;
    case "tag":
    case "end_user":
      return outside;
  }
}
