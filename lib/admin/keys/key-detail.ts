import { type KeySecretRow, listKeySecrets } from "@/db/queries/keys/list-key-secrets";
import { findKey, type KeyRow } from "@/db/queries/keys/list-keys";
import { listModelGrants, type ModelGrantRow } from "@/db/queries/keys/model-grants";
import { lockKey } from "@/db/queries/keys/write-key";
import { listDeployments } from "@/db/queries/models/list-deployments";
import { listModels } from "@/db/queries/models/list-models";
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
  /** Models it may call besides, until a time. */
  modelGrants: ModelGrantRow[];
}

/** `locate` for verbs on one key: a team member may do more with a key they made themselves. */
export async function locateKey(work: Work, input: { keyId: string }): Promise<Located<KeyRow> | null> {
  const key = await findKey(work.run, work.organizationId, input.keyId);
  return key && { target: key, scope: { kind: "team", teamId: key.teamId, creatorId: key.createdBy } };
}

/** `locate` for changes of one key: nobody else changes it until the transaction ends, so what was found still holds when it is written. */
export async function locateHeldKey(work: Work, input: { keyId: string }): Promise<Located<KeyRow> | null> {
  await lockKey(work.run, work.organizationId, input.keyId);
  return locateKey(work, input);
}

/** What the changes of one key answer: quotas without where they stand. */
export async function readKeyDetail(work: Work, keyId: string): Promise<KeyDetailRows> {
  const key = await findKey(work.run, work.organizationId, keyId);
  if (key === null) throw notFound("key");
  const secrets = await listKeySecrets(work.run, work.organizationId, keyId);
  const modelGrants = await listModelGrants(work.run, work.organizationId, keyId);
  return { key, secrets, quotas: withoutStandings(await listQuotasOfKey(work, key)), modelGrants };
}

/** Every quota that some call with the key counts against, outermost scope first. */
export async function listQuotasOfKey(work: Work, key: KeyRow): Promise<QuotaRow[]> {
  const { modelIds, providerIds } = await reachOf(work, key);
  const quotas = await listQuotasOf(work.run, work.organizationId, {
    organization: [work.organizationId],
    team: [key.teamId],
    team_model: [key.teamId],
    project: [key.projectId],
    key: [key.id],
    key_model: [key.id],
    person: key.ownerId === null ? [] : [key.ownerId],
    end_user: key.mayAttribute ? ["*"] : [],
    tag: key.tags,
    model: [...modelIds],
    provider: [...providerIds],
  });
  return quotas.filter((quota) => quota.scopeModelId === null || modelIds.has(quota.scopeModelId));
}

/** The models that the key may call and the providers behind them. */
async function reachOf(work: Work, key: KeyRow): Promise<{ modelIds: Set<string>; providerIds: Set<string> }> {
  const grants = await listModelGrants(work.run, work.organizationId, key.id);
  const allowed = new Set([...key.allowedModels, ...grants.flatMap((grant) => grant.models)]);
  const models = await listModels(work.run, work.organizationId);
  const reached = models.filter((model) => allowed.has("*") || allowed.has(model.name)).map((model) => model.id);
  const deployments = await listDeployments(work.run, work.organizationId, reached);
  return { modelIds: new Set(reached), providerIds: new Set(deployments.map((one) => one.providerId)) };
}
