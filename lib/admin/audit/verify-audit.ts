import { verifyAuditChain } from "@/db/queries/audit/verify-audit-chain";
import { defineRead, inOrganization } from "../define-verb";

/** Whether the audit log is still what was written, from its first row. */
export const verifyAudit = defineRead({
  name: "audit.verify",
  permission: "audit:read",
  locate: inOrganization,
  read: (work, _target, _input: undefined) => verifyAuditChain(work.run, work.organizationId),
});
