import { setKeyStatus } from "@/db/queries/keys/write-key";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "./key-detail";
import { refuseRevokedKey } from "./key-rules";

/** Pauses a key: every secret is refused with 403 until it is enabled again. */
export const disableKey = defineChange({
  name: "keys.disable",
  permission: "keys:disable",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, _input: { keyId: string }) {
    refuseRevokedKey(key);
    if (key.status === "disabled") throw new AdminError("conflict", "The key is disabled already.");
    await setKeyStatus(work.run, work.organizationId, key.id, "disabled");
    return {
      result: await readKeyDetail(work, key.id),
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: { status: key.status },
        after: { status: "disabled" },
      },
    };
  },
});
