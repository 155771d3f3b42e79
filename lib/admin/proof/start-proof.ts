import { abandonSilentProofs, queueProof } from "@/db/queries/proof/queue-proof";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { readProof } from "./read-proof";

/** Asks for a proof of enforcement; a process takes it up within a second. One at a time. */
export const startProof = defineChange({
  name: "proofs.start",
  permission: "proofs:run",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: { trigger: "asked" | "schedule" }) {
    const id = newId("prf");
    const { trigger } = input;
    await abandonSilentProofs(work.run, work.organizationId);
    const queued = await queueProof(work.run, work.organizationId, {
      id,
      trigger,
      requestedBy: personIdOf(work.actor),
    });
    if (!queued) throw new AdminError("conflict", "A proof is running already. Wait for it; it takes about a minute.");
    return {
      result: await readProof(work, id),
      audit: { targetKind: "proof", targetId: id, before: null, after: { trigger } },
    };
  },
});
