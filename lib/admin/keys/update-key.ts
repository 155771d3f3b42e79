import type { KeyRow } from "@/db/queries/keys/list-keys";
import { type KeyFields, updateKeyRow } from "@/db/queries/keys/write-key";
import { isAllowed } from "@/lib/policy/wildcard";
import { refuseBeyondCeiling } from "../ceilings/refuse-beyond-ceiling";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { daysUntil } from "./key-bounds";
import { locateHeldKey, readKeyDetail } from "./key-detail";
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
  locate: locateHeldKey,
  async change(work, key, input: UpdateKey) {
    refuseRevokedKey(key);
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
    await refuseBeyondCeiling(work, wideningOf(work, key, after));
    await updateKeyRow(work.run, work.organizationId, key.id, after);
    return {
      result: await readKeyDetail(work, key.id),
      audit: { targetKind: "key", targetId: key.id, before: showKeyFields(before), after: showKeyFields(after) },
    };
  },
});

/** What the change adds to the key: what it had stays, whatever the ceiling says now. */
function wideningOf(work: Work, key: KeyRow, after: KeyFields) {
  const added = after.allowedModels.filter((name) => !isAllowed(key.allowedModels, name));
  const isLonger = key.expiresAt !== null && (after.expiresAt === null || after.expiresAt > key.expiresAt);
  return {
    teamId: key.teamId,
    ask: {
      ...(added.length === 0 ? {} : { models: added }),
      ...(isLonger ? { keyDays: daysUntil(work, after.expiresAt) } : {}),
    },
    form: { kind: "models", key: key.id, model: added[0] ?? "" },
  };
}

function fieldsOf(key: KeyRow): KeyFields {
  const { name, purpose, allowedModels, expiresAt, ownerId, tags, mayAttribute, onRunaway } = key;
  return { name, purpose, allowedModels, expiresAt, ownerId, tags, mayAttribute, onRunaway };
}
