import type { ApprovalRow } from "@/db/queries/access-requests/write-request";
import { hashOf, type Proposal } from "./proposal";

/** The approvals that were given to things as they are `now`: once they have changed, whoever said yes is asked again. Pure. */
export function standingApprovals(approvals: readonly ApprovalRow[], now: Record<string, unknown>): ApprovalRow[] {
  return approvals.filter(({ hash, granted }) => hash === hashOf(granted as unknown as Proposal, now));
}
