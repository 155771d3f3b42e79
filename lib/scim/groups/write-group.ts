import { findPerson, type PersonRow } from "@/db/queries/people/find-person";
import {
  findScimGroup,
  knownPeople,
  listScimGroupMembers,
  replaceScimGroupMembers,
  type ScimGroupRow,
  writeScimGroup,
} from "@/db/queries/provisioning/scim-groups";
import { listScimRulers } from "@/db/queries/provisioning/scim-users";
import { listIdentities } from "@/db/queries/sign-in/identities";
import { auditActor } from "@/lib/admin/audit-actor";
import type { Work } from "@/lib/admin/context";
import { isUniqueViolation } from "@/lib/admin/unique-violation";
import { identityOf } from "@/lib/auth/oidc/identity-of";
import { presetOf } from "@/lib/auth/oidc/presets";
import { applyJudgement } from "@/lib/auth/sign-in/apply-judgement";
import { judgePerson } from "@/lib/auth/sign-in/judge-person";
import { invalidValue, noResource, ScimError } from "../scim-error";
import { reachOf, refuseOutOfReach } from "../users/refuse-out-of-reach";
import type { GroupWithMembers } from "./group-resource";
import type { GroupAttributes } from "./read-group";

/** `locate` for verbs on one Group. */
export async function locateGroup(work: Work, { id }: { id: string }) {
  return { target: await readGroupRow(work, id), scope: { kind: "organization" } as const };
}

/** A Group with its members. */
export async function readGroupRow(work: Work, id: string): Promise<GroupWithMembers> {
  const group = await findScimGroup(work.run, work.organizationId, id);
  if (group === null) throw noResource("Group", id);
  return { group, members: await listScimGroupMembers(work.run, [id]) };
}

/** Writes a group and its members, and judges everybody anew for whom it changed. Throws ScimError. */
export async function writeGroup(
  work: Work,
  before: GroupWithMembers | null,
  { id, displayName, externalId, members }: GroupAttributes & { id: string },
): Promise<void> {
  const { run, organizationId } = work;
  const known = await knownPeople(run, organizationId, [...members]);
  const stranger = [...members].find((personId) => !known.has(personId));
  if (stranger !== undefined) throw invalidValue(`There is no User ${stranger}.`);
  const were = new Set(before?.members.map((member) => member.personId));
  const added = [...members].filter((personId) => !were.has(personId));
  for (const row of await listScimRulers(run, organizationId, added)) await refuseOutOfReach(work, row);
  try {
    await writeScimGroup(run, { id, organizationId, displayName, externalId });
  } catch (error) {
    if (!isUniqueViolation(error, "scim_group_name")) throw error;
    throw new ScimError(409, `There is a group "${displayName}" already.`, "uniqueness");
  }
  await replaceScimGroupMembers(run, id, members);
  const renamed = before !== null && isRenamed(before.group, { displayName, externalId });
  const touched = [...new Set([...were, ...members])].filter(
    (personId) => renamed || were.has(personId) !== members.has(personId),
  );
  await judgeAnew(work, touched);
}

/** Gives these people what the rules say now that their groups are others; whom a directory may not change, the next sign-in judges. */
export async function judgeAnew(work: Work, personIds: readonly string[]): Promise<void> {
  const spared = new Set<string>();
  for (const row of await listScimRulers(work.run, work.organizationId, personIds)) {
    if ((await reachOf(work, row)) === "none") spared.add(row.person.id);
  }
  for (const personId of personIds) {
    if (spared.has(personId)) continue;
    const person = await findPerson(work.run, work.organizationId, personId);
    if (person !== null) await judgeOne(work, person);
  }
}

/** What the provider said at the last sign-in counts together with the directory's groups. */
async function judgeOne(work: Work, person: PersonRow): Promise<void> {
  const { run, organizationId, requestId, clientAddress } = work;
  const identities = await listIdentities(run, organizationId, person.id);
  const latest = identities.toSorted((a, b) => b.lastUsedAt.getTime() - a.lastUsedAt.getTime())[0];
  const said = latest && identityOf(latest, latest.claims, presetOf(latest.issuer));
  const judgement = await judgePerson(run, {
    organizationId,
    personId: person.id,
    claims: said?.claims ?? {},
    verifiedEmail: said?.emailVerified === true ? said.email : null,
  });
  await applyJudgement(run, person, { judgement, by: { ...auditActor(work.actor), requestId, clientAddress } });
}

function isRenamed(before: ScimGroupRow, after: Pick<ScimGroupRow, "displayName" | "externalId">): boolean {
  return before.displayName !== after.displayName || before.externalId !== after.externalId;
}

const MOST_AUDITED = 200;

/** What the audit log keeps of a Group: not all its members, but who came and who went, at most 200 of each. */
export function auditedGroup({ group, members }: GroupWithMembers, before?: GroupWithMembers): Record<string, unknown> {
  const { displayName, externalId } = group;
  const kept = { displayName, externalId, members: members.length };
  return before === undefined
    ? kept
    : { ...kept, added: missing(before.members, members), removed: missing(members, before.members) };
}

function missing(from: GroupWithMembers["members"], of: GroupWithMembers["members"]): string[] {
  const there = new Set(from.map((member) => member.personId));
  const ids = of.map((member) => member.personId).filter((id) => !there.has(id));
  return ids.slice(0, MOST_AUDITED);
}
