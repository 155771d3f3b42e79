import { findKey, type KeyRow } from "@/db/queries/keys/list-keys";
import { listModelGrants } from "@/db/queries/keys/model-grants";
import { findPerson, type PersonRow } from "@/db/queries/people/find-person";
import { findProject, type ProjectRow } from "@/db/queries/projects/list-projects";
import { findQuota, type QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { Work } from "../context";
import { limitNow } from "../quotas/limit-now";
import { placesOf } from "../quotas/quota-places";
import { showAmount, shownUnit } from "../quotas/quota-terms";
import type { GroundBase } from "./ground-base";
import { groundOfSetting, type SettingGround } from "./ground-of-setting";
import type { KeyProposal, ModelsProposal, Proposal, QuotaProposal, RoleProposal } from "./proposal";

/** What a proposal would change, with the proposal itself. */
export type Ground =
  | (GroundBase & { kind: "key"; proposal: KeyProposal; project: ProjectRow })
  | (GroundBase & { kind: "models"; proposal: ModelsProposal; key: KeyRow; modelsNow: string[] })
  | (GroundBase & { kind: "quota"; proposal: QuotaProposal; quota: QuotaRow; keyMadeBy: string | null })
  | (GroundBase & { kind: "role"; proposal: RoleProposal; person: PersonRow })
  | SettingGround;

/** What the proposal is about, inside the organization only; null when there is no such thing. */
export async function findGround(work: Work, proposal: Proposal): Promise<Ground | null> {
  switch (proposal.kind) {
    case "key":
      return groundOfKey(work, proposal);
    case "models":
      return groundOfModels(work, proposal);
    case "quota":
      return groundOfQuota(work, proposal);
    case "role":
      return groundOfRole(work, proposal);
    default:
      return groundOfSetting(work, proposal);
  }
}

async function groundOfKey(work: Work, proposal: KeyProposal): Promise<Ground | null> {
  const project = await findProject(work.run, work.organizationId, proposal.projectId);
  if (project === null) return null;
  return {
    kind: "key",
    proposal,
    project,
    subject: { kind: "project", id: project.id, name: project.name },
    team: { id: project.teamId, name: project.teamName },
    askedIn: { kind: "team", teamId: project.teamId },
    now: { project: project.id, isArchived: project.archivedAt !== null || project.teamArchivedAt !== null },
  };
}

async function groundOfModels(work: Work, proposal: ModelsProposal): Promise<Ground | null> {
  const key = await findKey(work.run, work.organizationId, proposal.keyId);
  if (key === null) return null;
  const grants = await listModelGrants(work.run, work.organizationId, key.id);
  return {
    kind: "models",
    proposal,
    key,
    modelsNow: [...new Set([...key.allowedModels, ...grants.flatMap(({ models }) => models)])],
    subject: { kind: "key", id: key.id, name: key.name },
    team: { id: key.teamId, name: key.teamName },
    askedIn: { kind: "team", teamId: key.teamId },
    now: {
      models: key.allowedModels,
      grants: grants.map(({ id, models, endsAt }) => ({ id, models, endsAt })),
      status: key.status,
      expiresAt: key.expiresAt,
    },
  };
}

async function groundOfQuota(work: Work, proposal: QuotaProposal): Promise<Ground | null> {
  const quota = await findQuota(work.run, work.organizationId, proposal.quotaId);
  if (quota === null) return null;
  const { unit, window, hard, shadow, archivedAt } = quota;
  const key = quota.scopeKind === "key" ? await findKey(work.run, work.organizationId, quota.scopeId) : null;
  return {
    kind: "quota",
    proposal,
    quota,
    keyMadeBy: key?.createdBy ?? null,
    subject: { kind: "quota", id: quota.id, name: quota.scopeName },
    team: quota.teamId === null ? null : { id: quota.teamId, name: quota.teamName ?? quota.teamId },
    askedIn: placesOf(quota, quota.teamId, work.actor).seenIn,
    now: {
      unit: shownUnit(unit),
      window,
      limit: showAmount(unit, quota.limit),
      limitNow: showAmount(unit, limitNow(quota)),
      hard,
      shadow,
      isArchived: archivedAt !== null,
    },
  };
}

async function groundOfRole(work: Work, proposal: RoleProposal): Promise<Ground | null> {
  const person = await findPerson(work.run, work.organizationId, proposal.personId);
  if (person === null) return null;
  return {
    kind: "role",
    proposal,
    person,
    subject: { kind: "person", id: person.id, name: person.name },
    team: null,
    askedIn: { kind: "organization" },
    now: { role: person.role, status: person.status },
  };
}
