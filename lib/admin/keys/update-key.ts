import type { KeyRow } from "@/db/queries/keys/list-keys";
import { type KeyFields, lockKey, updateKeyRow } from "@/db/queries/keys/write-key";
import { defineChange } from "../define-verb";
import { locateKey, readKeyDetail } from "./key-detail";
import { readAllowedModels, readExpiry, readOwner, refuseRevokedKey, showKeyFields } from "./key-rules";

/** Undefined stays as it is. */
type UpdateKey = { keyId: string } & { [Field in keyof KeyFields]: KeyFields[Field] | undefined };

/** Changes a key's name, purpose, models, expiry, owner, tags or what happens when it runs away. */
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
    const before = fieldsOf(key);
    const after: KeyFields = {
      name: input.name ?? before.name,
      purpose: input.purpose ?? before.purpose,
      allowedModels:
        input.allowedModels === undefined ? before.allowedModels : await readAllowedModels(work, input.allowedModels),
      expiresAt: input.expiresAt === undefined ? before.expiresAt : readExpiry(work, input.expiresAt),
      ownerId: input.ownerId === undefined ? before.ownerId : await readOwner(work, input.ownerId, key.teamId),
      tags: input.tags === undefined ? before.tags : [...new Set(input.tags)],
      mayAttribute: input.mayAttribute ?? before.mayAttribute,
      onRunaway: input.onRunaway ?? before.onRunaway,
    };
    await updateKeyRow(work.run, work.organizationId, key.id, after);
    return {
      result: await readKeyDetail(work, key.id),
      audit: { targetKind: "key", targetId: key.id, before: showKeyFields(before), after: showKeyFields(after) },
    };
  },
});

function fieldsOf(key: KeyRow): KeyFields {
  const { name, purpose, allowedModels, expiresAt, ownerId, tags, mayAttribute, onRunaway } = key;
  return { name, purpose, allowedModels, expiresAt, ownerId, tags, mayAttribute, onRunaway };
}
