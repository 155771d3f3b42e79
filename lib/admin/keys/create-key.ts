import { insertKey } from "@/db/queries/keys/write-key";
import type { QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { newPublicId } from "@/lib/crypto/virtual-key";
import { defineChange } from "../define-verb";
import { locateProject, refuseArchivedProject } from "../projects/locate-project";
import { putQuota } from "../quotas/put-quota";
import { showTerms } from "../quotas/quota-terms";
import { issueSecret } from "./issue-secret";
import { readKeyDetail } from "./key-detail";
import { readAllowedModels, readExpiry } from "./key-rules";

interface CreateKey {
  projectId: string;
  name: string;
  purpose: string;
  allowedModels: readonly string[];
  expiresAt: Date | null;
  /** On the key itself: whoever may make a key may limit it. */
  quotas: readonly QuotaTerms[];
}

/** A virtual key with its first secret, which this result alone ever holds. */
export const createKey = defineChange({
  name: "keys.create",
  permission: "keys:create",
  seenWith: "projects:read",
  kind: "project",
  policy: "enforced",
  locate: locateProject,
  async change(work, project, input: CreateKey) {
    refuseArchivedProject(project);
    const { name, purpose } = input;
    const key = { id: newId("key"), publicId: newPublicId() };
    const allowedModels = await readAllowedModels(work, input.allowedModels);
    const expiresAt = readExpiry(work, input.expiresAt);
    const createdBy = personIdOf(work.actor);
    const row = { ...key, projectId: project.id, name, purpose, allowedModels, expiresAt, createdBy };
    await insertKey(work.run, work.organizationId, row);
    const { id: secretId, secret } = await issueSecret(work, key);
    for (const terms of input.quotas) await putQuota(work, { scopeKind: "key", scopeId: key.id }, terms);
    return {
      result: { ...(await readKeyDetail(work, key.id)), secret },
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: null,
        after: {
          project: project.id,
          publicId: key.publicId,
          name,
          purpose,
          allowedModels,
          expiresAt: expiresAt?.toISOString() ?? null,
          secret: secretId,
          quotas: input.quotas.map(showTerms),
        },
      },
    };
  },
});
