import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { bumpPolicyVersion } from "@/db/queries/audit/bump-policy-version";
import { findQuickStartKey } from "@/db/queries/bootstrap/find-quick-start";
import { endSecretAfter, removeOldSecrets } from "@/db/queries/bootstrap/tidy-secrets";
import { listModels } from "@/db/queries/models/list-models";
import type { Runner } from "@/db/queries/runner";
import { auditActor } from "@/lib/admin/audit-actor";
import type { AdminContext, Work } from "@/lib/admin/context";
import { issueSecret } from "@/lib/admin/keys/issue-secret";
import { showModels } from "@/lib/admin/models/show-model";
import type { Secret } from "@/lib/crypto/secret";
import { DEFAULT_NAMES, QUICK_START_MODEL } from "./default-catalog";

/** What the first `curl` needs. */
export interface QuickStart {
  key: Secret;
  model: string;
}

const SECRET_HOURS = 24;
/** Restarting all day must not fill the key with secrets that work. */
const SECRETS_KEPT = 5;

/**
 * A fresh secret of the quick-start key, good for a day, and a model it may call. Null when the key was ended, renamed or archived,
 * or when there is nothing to call.
 */
export async function issueQuickStart(context: AdminContext): Promise<QuickStart | null> {
  const { organizationId } = context.actor;
  return context.database.orm.transaction(async (run) => {
    const work: Work = { ...context, run, organizationId };
    const key = await findQuickStartKey(run, organizationId, DEFAULT_NAMES.key);
    const model = key && (await chooseModel(work, key.allowedModels));
    if (key === null || model === null) return null;
    const { id, secret, fingerprint } = await issueSecret(work, key);
    await endSecretAfter(run, id, SECRET_HOURS);
    await removeOldSecrets(run, key.id, SECRETS_KEPT);
    await audit(run, work, { keyId: key.id, secretId: id, fingerprint });
    return { key: secret, model };
  });
}

/** The usual model of the first call, else any that answers, the simulated ones first because they cost nothing. */
async function chooseModel(work: Work, allowed: readonly string[]): Promise<string | null> {
  const models = await showModels(work, await listModels(work.run, work.organizationId));
  const callable = models.filter((one) => one.callable && (allowed.includes("*") || allowed.includes(one.name)));
  const usual = callable.find((one) => one.name === QUICK_START_MODEL);
  return (usual ?? callable.find((one) => one.simulated) ?? callable[0])?.name ?? null;
}

async function audit(
  run: Runner,
  work: Work,
  issued: { keyId: string; secretId: string; fingerprint: string },
): Promise<void> {
  await appendAuditEvent(run, work.organizationId, {
    ...auditActor(work.actor),
    action: "keys.issue_quick_start",
    targetKind: "key",
    targetId: issued.keyId,
    before: null,
    after: { secret: issued.secretId, secretFingerprint: issued.fingerprint, hours: SECRET_HOURS },
    requestId: work.requestId,
    clientAddress: null,
  });
  await bumpPolicyVersion(run, work.organizationId);
}
