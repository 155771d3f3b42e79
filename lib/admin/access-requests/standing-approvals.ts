import { type AccessRequestRow, listOpenApprovedBy } from "@/db/queries/access-requests/list-requests";
import { type ApprovalRow, listApprovals } from "@/db/queries/access-requests/write-request";
import type { Work } from "../context";
import { findGround, type Ground } from "./find-ground";
import { hashOf, type Proposal } from "./proposal";

/** The approvals that were given to things as they are `now`: once they have changed, whoever said yes is asked again. Pure. */
export function standingApprovals(approvals: readonly ApprovalRow[], now: Record<string, unknown>): ApprovalRow[] {
  return approvals.filter(({ hash, granted }) => hash === hashOf(granted as unknown as Proposal, now));
}

/**
 * The approvals of a request that are shown: of an open one those that still stand on its ground as it is now. Once it is decided, what it
 * changed is not as it was, and every approval is history. Pure.
 */
export function shownApprovals(
  request: Pick<AccessRequestRow, "statusNow">,
  approvals: readonly ApprovalRow[],
  ground: Pick<Ground, "now"> | null,
): ApprovalRow[] {
  return request.statusNow === "open" ? standingApprovals(approvals, ground?.now ?? {}) : [...approvals];
}

/** A request with how many approvals of it are shown. */
export type CountedRequest = AccessRequestRow & { approvals: number };

/** Requests as a list shows them, in their order, each with as many approvals as its own page shows. */
export async function countApprovals(work: Work, requests: readonly AccessRequestRow[]): Promise<CountedRequest[]> {
  const approvals = await readShown(work, requests);
  return requests.map((request) => ({ ...request, approvals: approvals.get(request.id)?.length ?? 0 }));
}

/** Open requests that this person approved already, by an approval that still stands: they wait for somebody else. */
export async function approvedAlready(work: Work, personId: string): Promise<string[]> {
  const approvals = await readShown(work, await listOpenApprovedBy(work.run, work.organizationId, personId));
  return [...approvals].filter(([, rows]) => rows.some((row) => row.personId === personId)).map(([id]) => id);
}

/** By request, of those that somebody approved. What a request would change is looked at only where its approvals depend on it. */
async function readShown(work: Work, requests: readonly AccessRequestRow[]): Promise<Map<string, ApprovalRow[]>> {
  const shown = new Map<string, ApprovalRow[]>();
  if (requests.length === 0) return shown;
  const given = Map.groupBy(
    await listApprovals(
      work.run,
      requests.map(({ id }) => id),
    ),
    ({ requestId }) => requestId,
  );
  for (const request of requests) {
    const approvals = given.get(request.id);
    if (approvals === undefined) continue;
    const isOpen = request.statusNow === "open";
    const ground = isOpen ? await findGround(work, request.proposal as unknown as Proposal) : null;
    shown.set(request.id, shownApprovals(request, approvals, ground));
  }
  return shown;
}
