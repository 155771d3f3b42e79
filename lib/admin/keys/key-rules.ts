import { findUnknownModels } from "@/db/queries/keys/find-unknown-models";
import type { KeyRow } from "@/db/queries/keys/list-keys";
import type { KeyFields } from "@/db/queries/keys/write-key";
import { findPerson } from "@/db/queries/people/find-person";
import { findTeamMember } from "@/db/queries/teams/team-members";
import { may } from "@/lib/auth/authorize";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";

const EVERY_MODEL = "*";

/** Models a key may call, each once; `*` stands alone. Throws AdminError `invalid_request` for a name that no model has. */
export async function readAllowedModels(work: Work, names: readonly string[]): Promise<string[]> {
  if (names.includes(EVERY_MODEL)) return [EVERY_MODEL];
  const wanted = [...new Set(names)];
  const [unknown] = await findUnknownModels(work.run, work.organizationId, wanted);
  if (unknown !== undefined) throw invalidField("allowedModels", `there is no model "${unknown}"`);
  return wanted;
}

/** An expiry that is still to come. Throws AdminError `invalid_request` otherwise. */
export function readExpiry(work: Work, expiresAt: Date | null): Date | null {
  if (expiresAt !== null && expiresAt <= work.now()) throw invalidField("expiresAt", "must be in the future");
  return expiresAt;
}

/**
 * The person whose quotas a key's calls count in: nobody, or a member of its team, so that no team spends on a stranger's account;
 * who may change every key may name anybody. Throws AdminError `invalid_request`.
 */
export async function readOwner(work: Work, ownerId: string | null, teamId: string): Promise<string | null> {
  if (ownerId === null) return null;
  const person = await findPerson(work.run, work.organizationId, ownerId);
  if (person === null || person.status !== "active") throw invalidField("ownerId", "there is no such active person");
  if (may(work.actor, "keys:update", { kind: "organization" })) return ownerId;
  if ((await findTeamMember(work.run, work.organizationId, teamId, ownerId)) !== null) return ownerId;
  throw invalidField("ownerId", "must be a member of the key's team");
}

/** Fields of a key as the audit log has them. */
export function showKeyFields({ expiresAt, ...fields }: KeyFields) {
  return { ...fields, expiresAt: expiresAt?.toISOString() ?? null };
}

/** Revoking is final. Throws AdminError `conflict`. */
export function refuseRevokedKey(key: KeyRow): void {
  if (key.status === "revoked") throw new AdminError("conflict", "The key is revoked for good. Create a new one.");
}

/** A key of an archived project or team stays dead. Throws AdminError `conflict`. */
export function refuseArchivedProjectOf(key: KeyRow): void {
  if (key.projectArchivedAt === null && key.teamArchivedAt === null) return;
  throw new AdminError(
    "conflict",
    `The project "${key.projectName}" or its team is archived. Create a key in another one.`,
  );
}

/** Nobody learns the secret of a playground key: it counts in no ceiling of keys. Throws AdminError `conflict`. */
export function refusePlaygroundKey(key: KeyRow): void {
  if (key.playgroundOf === null) return;
  throw new AdminError(
    "conflict",
    "The playground calls with this key, and nothing else does. Create a key of your own.",
  );
}
