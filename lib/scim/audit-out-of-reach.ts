import { appendRefusal } from "@/db/queries/audit/repeated-refusals";
import { auditActor } from "@/lib/admin/audit-actor";
import type { AdminContext } from "@/lib/admin/context";
import type { OutOfReach } from "./scim-error";

/** Directories try again and again, so an hour's tries by one token on one person are two events: the first, and how often it came again. */
const WINDOW_MS = 3_600_000;

/** Writes into the audit log that a directory reached for an owner or admin who is not its own to change. */
export async function auditOutOfReach(context: AdminContext, verb: string, refused: OutOfReach): Promise<void> {
  const { actor, requestId, clientAddress, database } = context;
  const by = auditActor(actor);
  await database.orm.transaction((run) =>
    appendRefusal(run, actor.organizationId, {
      ...by,
      action: "scim.refuse_change",
      targetKind: "person",
      targetId: refused.personId,
      reason: "out_of_reach",
      details: { verb, status: refused.status },
      toldBy: `${by.actorId} ${refused.personId}`,
      windowMs: WINDOW_MS,
      requestId,
      clientAddress,
    }),
  );
}
