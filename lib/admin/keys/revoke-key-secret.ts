import { revokeSecret } from "@/db/queries/keys/write-key";
import { notFound } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "./key-detail";

interface RevokeKeySecret {
  keyId: string;
  secretId: string;
}

/** Ends one secret at once, such as one that leaked; the key and its other secrets live on. */
export const revokeKeySecret = defineChange({
  name: "keys.revoke_secret",
  permission: "keys:rotate",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, { secretId }: RevokeKeySecret) {
    if (!(await revokeSecret(work.run, key.id, secretId))) throw notFound("secret");
    return {
      result: await readKeyDetail(work, key.id),
      audit: { targetKind: "key", targetId: key.id, before: null, after: { secret: secretId, revoked: true } },
    };
  },
});
