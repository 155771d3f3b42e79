import type { Database } from "@/db/client";
import { appendAuditEvent } from "@/db/queries/audit/append-audit-event";
import { bumpPolicyVersion } from "@/db/queries/audit/bump-policy-version";
import { insertFlag, lockJudged, pauseKey } from "@/db/queries/runaway/write-flag";
import { newId } from "@/lib/crypto/new-id";
import type { Finding } from "./rules";

/** What became of a finding: nothing new, a flag, or a flag and a pause. */
export type Raised = "known" | "flagged" | "paused";

/**
 * Puts a finding on record, in one transaction: the flag, the pause when the key is set to it, the audit event, the policy version that
 * tells every gateway. However many processes find the same, there is one open flag, one pause and one event for each.
 */
export async function raiseFlag(
  { orm }: Pick<Database, "orm">,
  organizationId: string,
  found: Finding & { keyId: string },
): Promise<Raised> {
  const { keyId, kind, reason, detail } = found;
  return orm.transaction(async (run) => {
    const judged = await lockJudged(run, organizationId, keyId);
    if (judged === null) return "known";
    const isNew = await insertFlag(run, organizationId, { id: newId("flg"), keyId, kind, reason, detail });
    const pauses = judged.onRunaway === "pause";
    if (!isNew && !pauses) return "known";
    if (pauses) await pauseKey(run, organizationId, found);
    await appendAuditEvent(run, organizationId, {
      actorKind: "system",
      actorId: "runaway guard",
      action: pauses ? "keys.pause" : "keys.flag",
      targetKind: "key",
      targetId: keyId,
      before: { paused: false },
      after: { paused: pauses, kind, reason, ...detail },
      requestId: null,
      clientAddress: null,
    });
    if (pauses) await bumpPolicyVersion(run, organizationId);
    return pauses ? "paused" : "flagged";
  });
}
