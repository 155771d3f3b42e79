import {
  type AccessRequestRow,
  findAccessRequest,
  type RequestDeciding,
  type RequestReader,
} from "@/db/queries/access-requests/list-requests";
import { personIdOf } from "@/lib/auth/actor";
import { may, type Scope, teamsWith } from "@/lib/auth/authorize";
import type { Work } from "../context";
import type { Located } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import { approvedAlready } from "./standing-approvals";

/** Whose requests an actor reads: their own, those of teams they lead, or all. */
export function requestReaderOf({ actor }: Work): RequestReader {
  return { personId: personIdOf(actor), teams: teamsWith(actor, "access_requests:read") };
}

/** What an actor could decide, and of it what they said yes to already. */
export async function requestDecidingOf(work: Work): Promise<RequestDeciding> {
  const { personId } = personActorOf(work);
  const teams = teamsWith(work.actor, "access_requests:decide");
  const approved = await approvedAlready(work, personId);
  return { personId, isAdmin: teams === "all", leads: teams === "all" ? [] : teams, approved };
}

/** Where a request is decided. */
export function decidedIn(request: Pick<AccessRequestRow, "teamId">): Scope {
  return request.teamId === null ? { kind: "organization" } : { kind: "team", teamId: request.teamId };
}

/** `locate` for whoever may see a request: its asker, the leads of its team, readers of the organization. */
export async function locateAccessRequest(
  work: Work,
  input: { requestId: string },
): Promise<Located<AccessRequestRow> | null> {
  const request = await findAccessRequest(work.run, work.organizationId, input.requestId);
  if (request === null) return null;
  const isOwn = request.askedBy === personIdOf(work.actor);
  return { target: request, scope: isOwn ? { kind: "anywhere" } : decidedIn(request) };
}

/** `locate` for deciding: seen as above, decided in its team or in the organization. */
export async function locateDecidedRequest(
  work: Work,
  input: { requestId: string },
): Promise<Located<AccessRequestRow> | null> {
  const located = await locateAccessRequest(work, input);
  if (located === null) return null;
  const isOwn = located.target.askedBy === personIdOf(work.actor);
  const scope =
    isOwn && !may(work.actor, "access_requests:decide", decidedIn(located.target))
      ? decidedIn(located.target)
      : located.scope;
  return { target: located.target, scope, seenIn: located.scope };
}

/** `locate` for what only its asker does. */
export async function locateOwnRequest(
  work: Work,
  input: { requestId: string },
): Promise<Located<AccessRequestRow> | null> {
  const located = await locateAccessRequest(work, input);
  return located !== null && located.target.askedBy === personActorOf(work).personId ? located : null;
}
