import type { ReviewItemRow } from "@/db/queries/access-reviews/list-items";
import { findKey } from "@/db/queries/keys/list-keys";
import { findPerson } from "@/db/queries/people/find-person";
import type { ReviewDecision } from "@/db/schema";
import { ORGANIZATION_ROLES, type OrganizationRole } from "@/lib/auth/permissions";
import { invalidField, notFound } from "@/lib/errors/admin-error";
import { revokeApiToken } from "../api-tokens/revoke-api-token";
import { updateApiToken } from "../api-tokens/update-api-token";
import type { AdminContext, Work } from "../context";
import { revokeKey } from "../keys/revoke-key";
import { updateKey } from "../keys/update-key";
import { deactivatePerson } from "../people/deactivate-person";
import { setPersonRole } from "../people/set-person-role";
import { withinTransaction } from "../within-transaction";

/** What is left after `reduce`; which of them may be given depends on the subject. */
export interface ReducedAccess {
  models?: readonly string[] | undefined;
  scopes?: readonly string[] | undefined;
  role?: OrganizationRole | undefined;
  expiresAt?: Date | undefined;
}

/**
 * Carries a decision out in the deciding transaction, through the verbs that people use: their permissions, rules and audit rows hold.
 * Keeping changes nothing, and what has ended meanwhile needs no revoking.
 */
export async function applyDecision(
  work: Work,
  item: ReviewItemRow,
  { decision, reduceTo }: { decision: ReviewDecision; reduceTo: ReducedAccess },
): Promise<void> {
  const context = withinTransaction(work, work.run);
  if (decision === "revoke" && !item.hasEnded) await REVOKE[item.subject](context, item.subjectId);
  if (decision === "reduce") await REDUCE[item.subject](work, context, { id: item.subjectId, reduceTo });
}

const REVOKE = {
  key: (context: AdminContext, keyId: string) => revokeKey.run(context, () => ({ keyId })),
  person: (context: AdminContext, personId: string) => deactivatePerson.run(context, () => ({ personId })),
  api_token: (context: AdminContext, apiTokenId: string) => revokeApiToken.run(context, () => ({ apiTokenId })),
};

interface Reduction {
  id: string;
  reduceTo: ReducedAccess;
}

const REDUCE = { key: reduceKey, person: reducePerson, api_token: reduceToken };

async function reduceKey(work: Work, context: AdminContext, { id, reduceTo }: Reduction): Promise<void> {
  const key = await findKey(work.run, work.organizationId, id);
  if (key === null) throw notFound("key");
  const { models, expiresAt } = reduceTo;
  if (models === undefined && expiresAt === undefined) throw nothingLess("fewer models or an earlier end");
  const beyond = key.allowedModels.includes("*")
    ? undefined
    : models?.find((name) => !key.allowedModels.includes(name));
  if (beyond !== undefined) throw invalidField("reduceTo.models", `the key may not call "${beyond}" now`);
  if (models?.includes("*")) throw invalidField("reduceTo.models", "every model is not less");
  if (expiresAt !== undefined && key.expiresAt !== null && expiresAt > key.expiresAt) {
    throw invalidField("reduceTo.expiresAt", "must not be later than it is");
  }
  await updateKey.run(context, () => ({
    ...UNCHANGED,
    keyId: id,
    allowedModels: models === undefined ? undefined : [...models],
    expiresAt,
  }));
}

const UNCHANGED = {
  name: undefined,
  purpose: undefined,
  ownerId: undefined,
  tags: undefined,
  mayAttribute: undefined,
  onRunaway: undefined,
};

async function reducePerson(work: Work, context: AdminContext, { id, reduceTo }: Reduction): Promise<void> {
  const person = await findPerson(work.run, work.organizationId, id);
  if (person === null) throw notFound("person");
  const { role } = reduceTo;
  if (role === undefined) throw nothingLess("a lower role");
  if (ORGANIZATION_ROLES.indexOf(role) <= ORGANIZATION_ROLES.indexOf(person.role)) {
    throw invalidField("reduceTo.role", `${role} is not less than ${person.role}`);
  }
  await setPersonRole.run(context, () => ({ personId: id, role }));
}

async function reduceToken(_work: Work, context: AdminContext, { id, reduceTo }: Reduction): Promise<void> {
  const { scopes, expiresAt } = reduceTo;
  if (scopes === undefined && expiresAt === undefined) throw nothingLess("fewer scopes or an earlier end");
  await updateApiToken.run(context, () => ({ apiTokenId: id, scopes, expiresAt }));
}

function nothingLess(what: string) {
  return invalidField("reduceTo", `say what is left: ${what}`);
}
