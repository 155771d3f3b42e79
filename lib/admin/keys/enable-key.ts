import { setKeyStatus } from "@/db/queries/keys/write-key";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "./key-detail";
import { refuseArchivedProjectOf, refuseRevokedKey } from "./key-rules";

/** Ends a pause. */
export const enableKey = defineChange({
  name: "keys.enable",
  permission: "keys:disable",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, _input: { keyId: string }) {
    refuseRevokedKey(key);
    refuseArchivedProjectOf(key);
    if (key.status === "active") throw new AdminError("conflict", "The key is enabled already.");
    await setKeyStatus(work.run, work.organizationId, key.id, "active");
    return {
      result: await readKeyDetail(work, key.id),
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: { status: key.status },
        after: { status: "active" },
      },
    };
  },
});
