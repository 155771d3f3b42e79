import { insertKey, type KeyFields } from "@/db/queries/keys/write-key";
import type { QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { newPublicId } from "@/lib/crypto/virtual-key";
import { refuseBeyondCeiling } from "../ceilings/refuse-beyond-ceiling";
import { defineChange } from "../define-verb";
import { locateProject, refuseArchivedProject } from "../projects/locate-project";
import { putQuota } from "../quotas/put-quota";
import { showTerms } from "../quotas/quota-terms";
import { issueSecret } from "./issue-secret";
import { boundsOf, refuseTwins } from "./key-bounds";
import { readKeyDetail } from "./key-detail";
import { readAllowedModels, readExpiry, readOwner, showKeyFields } from "./key-rules";

interface CreateKey {
  projectId: string;
  name: string;
  purpose: string;
  allowedModels: readonly string[];
  expiresAt: Date | null;
  /** Left out: nobody's, none, no, and `flag`. */
  ownerId?: string | null;
  tags?: readonly string[];
  mayAttribute?: boolean;
  onRunaway?: KeyFields["onRunaway"];
  /** On the key itself: whoever may make a key may limit it. */
  quotas: readonly QuotaTerms[];
  /** Who it is for, when an approval makes it; left out: the actor. */
  createdBy?: string;
  /** `later`: whoever it is for fetches it. Left out: now. */
  firstSecret?: "now" | "later";
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
    refuseTwins(input.quotas);
    await refuseBeyondCeiling(work, await boundsOf(work, project, input));
    const { name, purpose } = input;
    const key = { id: newId("key"), publicId: newPublicId() };
    const createdBy = input.createdBy ?? personIdOf(work.actor);
    const fields: KeyFields = {
      name,
      purpose,
      allowedModels: await readAllowedModels(work, input.allowedModels),
      expiresAt: readExpiry(work, input.expiresAt),
      ownerId: await readOwner(work, input.ownerId ?? null, project.teamId),
      tags: [...new Set(input.tags)],
      mayAttribute: input.mayAttribute ?? false,
      onRunaway: input.onRunaway ?? "flag",
    };
    await insertKey(work.run, work.organizationId, { ...key, ...fields, projectId: project.id, createdBy });
    const first = input.firstSecret === "later" ? null : await issueSecret(work, key);
    for (const terms of input.quotas) await putQuota(work, { scopeKind: "key", scopeId: key.id }, terms);
    return {
      result: { ...(await readKeyDetail(work, key.id)), secret: first?.secret ?? null },
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: null,
        after: {
          project: project.id,
          publicId: key.publicId,
          ...showKeyFields(fields),
          secret: first?.id ?? null,
          secretFingerprint: first?.fingerprint ?? null,
          createdBy,
          quotas: input.quotas.map(showTerms),
        },
      },
    };
  },
});
