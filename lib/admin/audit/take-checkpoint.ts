import { findAuditHead } from "@/db/queries/audit/list-audit-events";
import { type CheckpointRow, findCheckpointStart, insertCheckpoint } from "@/db/queries/audit-evidence/checkpoints";
import { checkpointDocument } from "@/lib/audit/document/checkpoint-document";
import { newId } from "@/lib/crypto/new-id";
import { AdminError } from "@/lib/errors/admin-error";
import { signDocument } from "@/lib/signed/sign-document";
import type { AdminContext } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { preparedVerb } from "../prepared-verb";

const writeCheckpoint = defineChange({
  name: "audit.take_checkpoint",
  permission: "audit:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, seed: Buffer) {
    const head = await findAuditHead(work.run, work.organizationId);
    if (head === null) throw new AdminError("conflict", "The audit log is empty: there is nothing to keep yet.");
    const { organizationName } = await findCheckpointStart(work.run, work.organizationId);
    const takenAt = work.now();
    const document = checkpointDocument({
      id: newId("chk"),
      organization: { id: work.organizationId, name: organizationName },
      seq: head.seq,
      hash: Buffer.from(head.hash).toString("hex"),
      takenAt: takenAt.toISOString(),
    });
    const { signature, publicKey } = signDocument(document, seed);
    const row: CheckpointRow = {
      id: document.id,
      organizationId: work.organizationId,
      seq: head.seq,
      hash: head.hash,
      takenAt,
      document: { ...document },
      signature,
      publicKey,
    };
    await insertCheckpoint(work.run, row);
    return {
      result: row,
      audit: {
        targetKind: "checkpoint",
        targetId: row.id,
        before: null,
        after: { seq: head.seq, hash: document.hash },
      },
    };
  },
});

/** Signs where the audit chain stands, keeps it, and sends it to every destination. */
export const takeCheckpoint = preparedVerb(writeCheckpoint, signingSeed);

/** Read before the transaction: an embedded database serves one at a time. */
function signingSeed({ keyring }: AdminContext, _input: undefined): Promise<Buffer> {
  return keyring.auditSigningSeed();
}
