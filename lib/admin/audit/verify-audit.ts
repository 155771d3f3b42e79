import { verifyAuditChain } from "@/db/queries/audit/verify-audit-chain";
import type { AuditChainReport } from "@/db/queries/audit/walk-chain";
import { readSignedCheckpoints } from "@/db/queries/audit-evidence/checkpoints";
import { verifyCheckpoint } from "@/lib/audit/document/checkpoint-document";
import { publicKeyOf } from "@/lib/signed/sign-document";
import { defineRead, inOrganization } from "../define-verb";

interface AuditVerdict extends AuditChainReport {
  /** Stored checkpoints that are not what this installation signed. */
  forgedCheckpoints: number;
}

/** Whether the audit log is still what was written, from its first row, and agrees with every stored checkpoint. */
export const verifyAudit = defineRead({
  name: "audit.verify",
  permission: "audit:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined): Promise<AuditVerdict> {
    const publicKey = publicKeyOf(await work.keyring.auditSigningSeed());
    const stored = await readSignedCheckpoints(work.run, work.organizationId);
    const known = stored.flatMap((signed) => verifyCheckpoint(signed, publicKey).document ?? []);
    const report = await verifyAuditChain(work.run, work.organizationId, known);
    const forgedCheckpoints = stored.length - known.length;
    return { ...report, intact: report.intact && forgedCheckpoints === 0, forgedCheckpoints };
  },
});
