import type { DecidingPerson } from "@/db/queries/access-requests/deciding-people";
import {
  type AccessRequestRow,
  findAccessRequest,
  listAccessRequests,
} from "@/db/queries/access-requests/list-requests";
import {
  type ApprovalRow,
  type CommentRow,
  listApprovals,
  listComments,
} from "@/db/queries/access-requests/write-request";
import { listKeySecrets } from "@/db/queries/keys/list-key-secrets";
import { findKey } from "@/db/queries/keys/list-keys";
import { personIdOf } from "@/lib/auth/actor";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { ChangeLine } from "./change-line";
import { describeChange } from "./describe-change";
import { mayHoldKey } from "./direct-way";
import { type CostImpact, estimateCost } from "./estimate-cost";
import { findGround, type Ground } from "./find-ground";
import { requestReaderOf } from "./locate-request";
import { peopleDeciding } from "./people-deciding";
import { type Powers, powersOf } from "./powers";
import { hashOf, type Proposal } from "./proposal";
import { type CountedRequest, countApprovals, shownApprovals } from "./standing-approvals";
import { type Weight, weigh } from "./weigh";

/** A request with everything its page shows. */
export interface AccessRequestDetail {
  request: AccessRequestRow;
  proposal: Proposal;
  /** Now → then, as it stands now. Empty when what it is about is gone. */
  changes: ChangeLine[];
  /** What an approval is bound to. */
  hash: string;
  /** Whether what it would change is not as it was when it was asked for. */
  hasMoved: boolean;
  weight: Weight | null;
  needsTwo: boolean;
  cost: CostImpact | null;
  deciders: DecidingPerson[];
  /** Of an open one, those that still stand. */
  approvals: ApprovalRow[];
  comments: CommentRow[];
  /** Earlier ones of the same person, and about the same thing. */
  history: { asker: CountedRequest[]; subject: CountedRequest[] };
  powers: Powers;
  mayWithdraw: boolean;
  /** Its key was made and has no secret yet, and the reader is who asked for it. */
  mayCollect: boolean;
  /** It lets its asker, who reads it, make a token or a link, and they have not yet. */
  mayUse: boolean;
}

const HISTORY = 5;

/** Everything about one request, as it stands now. */
export async function readAccessRequest(work: Work, requestId: string): Promise<AccessRequestDetail> {
  const request = await findAccessRequest(work.run, work.organizationId, requestId);
  if (request === null) throw notFound("access request");
  const proposal = request.proposal as unknown as Proposal;
  const ground = await findGround(work, proposal);
  const isOpen = request.statusNow === "open";
  const approvals = shownApprovals(request, await listApprovals(work.run, [request.id]), ground);
  const weight = ground === null ? null : await weigh(work, ground, request.askedBy);
  const isOwn = request.askedBy === personIdOf(work.actor);
  const gone: Pick<Weight, "decides" | "because"> = { decides: "admin", because: "What it is about is gone." };
  return {
    request,
    proposal,
    changes: ground === null ? [] : describeChange(ground),
    hash: hashOf(proposal, ground?.now ?? {}),
    hasMoved: isOpen && hashOf(proposal, ground?.now ?? {}) !== hashOf(proposal, request.ground),
    weight,
    needsTwo: (weight?.dangers.length ?? 0) > 0,
    cost: ground === null ? null : await estimateCost(work, ground),
    deciders: ground === null || weight === null || !isOpen ? [] : await decidersOf(work, ground, { weight, request }),
    approvals,
    comments: await listComments(work.run, request.id),
    history: await readHistory(work, request),
    powers: powersOf(work.actor, { request, proposal, weight: weight ?? gone, approvals }),
    mayWithdraw: isOwn && isOpen,
    mayCollect: isOwn && mayHoldKey(work, request) && (await waitsForSecret(work, request)),
    mayUse: isOwn && isPermit(proposal) && request.statusNow === "approved" && request.usedAt === null,
  };
}

function isPermit({ kind }: Proposal): boolean {
  return kind === "scim_token" || kind === "sign_in_link";
}

function decidersOf(work: Work, ground: Ground, { weight, request }: { weight: Weight; request: AccessRequestRow }) {
  return peopleDeciding(work, ground, { weight, askerId: request.askedBy });
}

async function readHistory(work: Work, request: AccessRequestRow): Promise<AccessRequestDetail["history"]> {
  const none = { statuses: null, kind: null, askedBy: null, subjectId: null, waitingFor: null, search: null };
  const list = async (only: { askedBy?: string; subjectId?: string }) => {
    const earlier = await listAccessRequests(work.run, work.organizationId, {
      ...none,
      ...only,
      reader: requestReaderOf(work),
      before: request.id,
      limit: HISTORY,
    });
    return countApprovals(work, earlier.slice(0, HISTORY));
  };
  return { asker: await list({ askedBy: request.askedBy }), subject: await list({ subjectId: request.subjectId }) };
}

/** Whether a key was made whose first secret nobody fetched yet. */
export async function waitsForSecret(work: Work, request: AccessRequestRow): Promise<boolean> {
  if (request.keyId === null) return false;
  const key = await findKey(work.run, work.organizationId, request.keyId);
  if (key?.statusNow !== "active") return false;
  return (await listKeySecrets(work.run, work.organizationId, key.id)).length === 0;
}
