import { findUnknownModels } from "@/db/queries/keys/find-unknown-models";
import type { KeyRow } from "@/db/queries/keys/list-keys";
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
