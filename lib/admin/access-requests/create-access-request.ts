import { lockKeysMadeBy } from "@/db/queries/access-requests/request-facts";
import { insertAccessRequest, lockRequestSubject } from "@/db/queries/access-requests/write-request";
import { newId } from "@/lib/crypto/new-id";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { applyProposal } from "./apply-proposal";
import { checkProposal } from "./check-proposal";
import { requireDirectWay } from "./direct-way";
import { findGround, type Ground } from "./find-ground";
import { locateGround } from "./locate-ground";
import type { Proposal } from "./proposal";
import { readAccessRequest } from "./read-request";
import { tell } from "./tell";
import { weigh } from "./weigh";

interface CreateAccessRequest {
  proposal: Proposal;
  reason: string;
}

const OPEN_DAYS = 14;
const DAY_MS = 86_400_000;

/** Asks for a key, models, a higher limit or a role. What the team's ceiling allows is given in the same transaction. */
export const createAccessRequest = defineChange({
  name: "access_requests.create",
  permission: "access_requests:create",
  kind: "project, key, quota or person",
  policy: "enforced",
  locate: locateGround,
  async change(work, seen, { proposal, reason }: CreateAccessRequest) {
    const { personId: askerId } = personActorOf(work);
    const ground = await holdGround(work, seen, askerId);
    await checkProposal(work, ground);
    const weight = await weigh(work, ground, askerId);
    const id = newId("arq");
    const atOnce = weight.decides === "ceiling";
    if (atOnce) requireDirectWay(work, ground);
    const applied = atOnce
      ? await applyProposal(work, ground, { requestId: id, askerId, reason, by: "ceiling" })
      : { keyId: null, endsAt: null };
    const now = work.now();
    await insertAccessRequest(work.run, work.organizationId, {
      id,
      kind: proposal.kind,
      teamId: ground.team?.id ?? null,
      subjectKind: ground.subject.kind,
      subjectId: ground.subject.id,
      subjectName: ground.subject.name,
      askedBy: askerId,
      reason,
      proposal: { ...proposal },
      ground: ground.now,
      decides: weight.decides,
      because: weight.because,
      status: atOnce ? "approved" : "open",
      decidedAt: atOnce ? now : null,
      granted: atOnce ? { ...proposal } : null,
      grantEndsAt: applied.endsAt,
      keyId: applied.keyId,
      expiresAt: new Date(now.getTime() + OPEN_DAYS * DAY_MS),
    });
    const detail = await readAccessRequest(work, id);
    if (!atOnce) await tell(work, detail, { kind: "opened" });
    return {
      result: detail,
      audit: {
        targetKind: "access_request",
        targetId: id,
        before: null,
        after: { proposal, reason, decides: weight.decides, because: weight.because, key: applied.keyId },
      },
    };
  },
});

/** What is given at once is judged by what holds until the transaction ends. */
async function holdGround(work: Work, seen: Ground, personId: string): Promise<Ground> {
  if (seen.kind === "key") {
    await lockKeysMadeBy(work.run, { teamId: seen.project.teamId, personId });
    return seen;
  }
  await lockRequestSubject(work.run, work.organizationId, seen.subject);
  return (await findGround(work, seen.proposal)) ?? seen;
}
