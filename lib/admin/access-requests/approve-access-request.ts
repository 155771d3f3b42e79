import { type AccessRequestRow, findAccessRequest } from "@/db/queries/access-requests/list-requests";
import {
  closeAccessRequest,
  listApprovals,
  lockAccessRequest,
  lockRequestSubject,
  putApproval,
} from "@/db/queries/access-requests/write-request";
import { findPerson } from "@/db/queries/people/find-person";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { applyProposal } from "./apply-proposal";
import { checkProposal } from "./check-proposal";
import { findGround, type Ground } from "./find-ground";
import { locateDecidedRequest } from "./locate-request";
import { powersOf } from "./powers";
import { hashOf, type LessTerms, type Proposal, withLess } from "./proposal";
import { readAccessRequest } from "./read-request";
import { refuseClosedRequest } from "./refuse-closed-request";
import { standingApprovals } from "./standing-approvals";
import { tell } from "./tell";
import { type Weight, weigh } from "./weigh";

interface ApproveAccessRequest {
  requestId: string;
  /** As the request was shown: another change, or another state before it, is not approved. */
  hash: string;
  grant: LessTerms;
  note: string;
}

/** Says yes to exactly the change that was shown, or to less of it; it is done at once, unless it takes a second person. */
export const approveAccessRequest = defineChange({
  name: "access_requests.approve",
  permission: "access_requests:decide",
  seenWith: "access_requests:read",
  kind: "access request",
  policy: "enforced",
  locate: locateDecidedRequest,
  async change(work, seen, input: ApproveAccessRequest) {
    const { personId } = personActorOf(work);
    await lockAccessRequest(work.run, seen.id);
    await lockRequestSubject(work.run, work.organizationId, { kind: seen.subjectKind, id: seen.subjectId });
    const request = (await findAccessRequest(work.run, work.organizationId, seen.id)) ?? seen;
    refuseClosedRequest(request);
    const { ground, weight } = await exactly(work, request, input);
    const approvedHash = hashOf(ground.proposal, ground.now);
    const granted = { ...ground.proposal };
    await putApproval(work.run, { requestId: request.id, personId, hash: approvedHash, granted, note: input.note });
    const isComplete = await hasEveryYes(work, request, { ground, weight, approvedHash });
    const applied = isComplete ? await carryOut(work, request, { ground, note: input.note, personId }) : null;
    const detail = await readAccessRequest(work, request.id);
    await tell(work, detail, { kind: isComplete ? "approved" : "needs_second_person" });
    return {
      result: detail,
      audit: {
        targetKind: "access_request",
        targetId: request.id,
        before: { proposal: request.proposal, ground: ground.now },
        after: {
          granted,
          hash: approvedHash,
          note: input.note === "" ? null : input.note,
          status: isComplete ? "approved" : "waits for a second person",
          endsAt: applied?.endsAt?.toISOString() ?? null,
          key: applied?.keyId ?? null,
        },
      },
    };
  },
});

/** What is approved: the proposal, perhaps less of it, on the very state that was shown. */
async function exactly(work: Work, request: AccessRequestRow, { hash, grant }: ApproveAccessRequest) {
  const asked = request.proposal as unknown as Proposal;
  const ground = await findGround(work, withLess(asked, grant));
  if (ground === null) throw new AdminError("conflict", "What it is about is gone. Refuse the request.");
  if (hashOf(asked, ground.now) !== hash) {
    throw new AdminError(
      "stale_request",
      `"${request.subjectName}" has changed since you looked. Read the new difference, and approve it if it is still right.`,
    );
  }
  const weight = await weigh(work, ground, request.askedBy);
  await refuseWithoutPower(work, { request, ground, weight });
  await checkProposal(work, ground);
  return { ground, weight };
}

async function refuseWithoutPower(
  work: Work,
  { request, ground, weight }: { request: AccessRequestRow; ground: Ground; weight: Weight },
): Promise<void> {
  const approvals = standingApprovals(await listApprovals(work.run, [request.id]), ground.now);
  const powers = powersOf(work.actor, { request, proposal: ground.proposal, weight, approvals });
  if (powers.mayApprove) return;
  const { personId } = personActorOf(work);
  const isOwn = request.askedBy === personId || (ground.kind === "role" && ground.person.id === personId);
  throw new AdminError(isOwn ? "own_request" : "forbidden", powers.because ?? "You may not approve this.");
}

/** A dangerous change takes two people who could decide it now; an asker who could is one of them, and whoever could then and cannot now is none. */
async function hasEveryYes(
  work: Work,
  request: AccessRequestRow,
  { ground, weight, approvedHash }: { ground: Ground; weight: Weight; approvedHash: string },
): Promise<boolean> {
  if (weight.dangers.length === 0) return true;
  const same = (await listApprovals(work.run, [request.id])).filter(({ hash }) => hash === approvedHash);
  const roles: string[] = ground.kind === "role" && ground.proposal.role === "owner" ? ["owner"] : ["owner", "admin"];
  const yes: string[] = [];
  for (const personId of new Set([request.askedBy, ...same.map((approval) => approval.personId)])) {
    const person = await findPerson(work.run, work.organizationId, personId);
    if (person?.status === "active" && roles.includes(person.role)) yes.push(person.role);
  }
  // Which changes take two people is an owner's to say.
  if (ground.kind === "four_eyes" && !yes.includes("owner")) return false;
  return yes.length >= 2;
}

async function carryOut(
  work: Work,
  request: AccessRequestRow,
  { ground, note, personId }: { ground: Ground; note: string; personId: string },
) {
  const { id: requestId, askedBy: askerId, reason } = request;
  const applied = await applyProposal(work, ground, { requestId, askerId, reason, by: "approver" });
  await closeAccessRequest(work.run, work.organizationId, requestId, {
    status: "approved",
    decidedBy: personId,
    note,
    granted: { ...ground.proposal },
    grantEndsAt: applied.endsAt,
    keyId: applied.keyId,
  });
  return applied;
}
