import { type KeySecretRow, listKeySecrets } from "@/db/queries/keys/list-key-secrets";
import { findKey, type KeyRow } from "@/db/queries/keys/list-keys";
import { listQuotasOf, type QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";
import { type QuotaWithStanding, withoutStandings } from "../quotas/with-standings";

/** A key with its secrets and every quota that a call with it counts against. */
export interface KeyDetailRows {
  key: KeyRow;
  secrets: KeySecretRow[];
  quotas: QuotaWithStanding[];
}

/** `locate` for verbs on one key: a team member may do more with a key they made themselves. */
export async function locateKey(work: Work, input: { keyId: string }): Promise<Located<KeyRow> | null> {
  const key = await findKey(work.run, work.organizationId, input.keyId);
  return key && { target: key, scope: { kind: "team", teamId: key.teamId, creatorId: key.createdBy } };
}

/** What the changes of one key answer: quotas without where they stand. */
export async function readKeyDetail(work: Work, keyId: string): Promise<KeyDetailRows> {
  const key = await findKey(work.run, work.organizationId, keyId);
  if (key === null) throw notFound("key");
  const secrets = await listKeySecrets(work.run, work.organizationId, keyId);
  return { key, secrets, quotas: withoutStandings(await listQuotasOfKey(work, key)) };
}

/** Quotas of the organization, the team, the project and the key itself. */
export function listQuotasOfKey(work: Work, key: KeyRow): Promise<QuotaRow[]> {
  return listQuotasOf(work.run, work.organizationId, [
    { scopeKind: "organization", scopeId: work.organizationId },
    { scopeKind: "team", scopeId: key.teamId },
    { scopeKind: "project", scopeId: key.projectId },
    { scopeKind: "key", scopeId: key.id },
  ]);
}
