import { setKeyStatus } from "@/db/queries/keys/write-key";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "./key-detail";
import { refuseRevokedKey } from "./key-rules";

/** Ends a key for good, with every secret of it. */
export const revokeKey = defineChange({
  name: "keys.revoke",
  permission: "keys:revoke",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, _input: { keyId: string }) {
    refuseRevokedKey(key);
    await setKeyStatus(work.run, work.organizationId, key.id, "revoked");
    return {
      result: await readKeyDetail(work, key.id),
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: { status: key.status },
        after: { status: "revoked" },
      },
    };
  },
});
