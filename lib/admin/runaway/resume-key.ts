import { resolveFlags, unpauseKey } from "@/db/queries/runaway/write-flag";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange } from "../define-verb";
import { locateHeldKey, readKeyDetail } from "../keys/key-detail";
import { refuseRevokedKey } from "../keys/key-rules";

/** Lets a key call again that the runaway guard paused, and resolves what was flagged. Its next calls are judged afresh. */
export const resumeKey = defineChange({
  name: "keys.resume",
  permission: "keys:resume",
  seenWith: "keys:read",
  kind: "key",
  policy: "enforced",
  locate: locateHeldKey,
  async change(work, key, _input: { keyId: string }) {
    refuseRevokedKey(key);
    if (key.pausedAt === null) throw new AdminError("conflict", "The key is not paused.");
    await unpauseKey(work.run, work.organizationId, key.id);
    await resolveFlags(work.run, work.organizationId, {
      keyId: key.id,
      flagId: null,
      personId: personIdOf(work.actor),
    });
    return {
      result: await readKeyDetail(work, key.id),
      audit: {
        targetKind: "key",
        targetId: key.id,
        before: { paused: true, reason: key.pausedReason },
        after: { paused: false },
      },
    };
  },
});
