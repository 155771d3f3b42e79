import { lockKey, updateKeyRow } from "@/db/queries/keys/write-key";
import { defineChange } from "../define-verb";
import { locateKey, readKeyDetail } from "./key-detail";
import { readAllowedModels, readExpiry, refuseRevokedKey } from "./key-rules";

interface UpdateKey {
  keyId: string;
  /** Undefined stays as it is. */
  name: string | undefined;
  purpose: string | undefined;
  allowedModels: readonly string[] | undefined;
  expiresAt: Date | null | undefined;
}

/** Changes a key's name, purpose, models or expiry. */
export const updateKey = defineChange({
  name: "keys.update",
  permission: "keys:update",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateKey,
  async change(work, key, input: UpdateKey) {
    refuseRevokedKey(key);
    await lockKey(work.run, work.organizationId, key.id);
    const { name, purpose, allowedModels, expiresAt } = key;
    const after = {
      name: input.name ?? name,
      purpose: input.purpose ?? purpose,
      allowedModels:
        input.allowedModels === undefined ? allowedModels : await readAllowedModels(work, input.allowedModels),
      expiresAt: input.expiresAt === undefined ? expiresAt : readExpiry(work, input.expiresAt),
    };
    await updateKeyRow(work.run, work.organizationId, key.id, after);
    return {
      result: await readKeyDetail(work, key.id),
      audit: { targetKind: "key", targetId: key.id, before: { name, purpose, allowedModels, expiresAt }, after },
    };
  },
});
