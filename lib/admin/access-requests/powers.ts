import type { AccessRequestRow } from "@/db/queries/access-requests/list-requests";
import type { ApprovalRow } from "@/db/queries/access-requests/write-request";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import { decidedIn } from "./locate-request";
import type { Proposal } from "./proposal";
import type { Weight } from "./weigh";

/** What an actor may do with a request. */
export interface Powers {
  mayApprove: boolean;
  mayRefuse: boolean;
  /** Why they may not approve, in a sentence; null when they may, or decide nothing here at all. */
  because: string | null;
}

interface Deciding {
  request: Pick<AccessRequestRow, "askedBy" | "teamId" | "statusNow">;
  proposal: Proposal;
  weight: Pick<Weight, "decides" | "because">;
  /** Those that still stand. */
  approvals: readonly ApprovalRow[];
}

/** Nobody decides their own; what is beyond a lead is an admin's; who said yes already waits for somebody else. Pure. */
export function powersOf(actor: Actor, { request, proposal, weight, approvals }: Deciding): Powers {
  const none = (because: string | null) => ({ mayApprove: false, mayRefuse: false, because });
  if (request.statusNow !== "open") return none(null);
  if (request.askedBy === personIdOf(actor)) return none("Nobody decides their own request.");
  if (!may(actor, "access_requests:decide", decidedIn(request))) return none(null);
  const refusing = (because: string) => ({ mayApprove: false, mayRefuse: true, because });
  const isAdmin = may(actor, "access_requests:decide", { kind: "organization" });
  if (weight.decides === "admin" && !isAdmin) {
    return refusing(`${weight.because} You may refuse it, or give less where that is within your envelope.`);
  }
  if (proposal.kind === "role" && proposal.role === "owner" && !(actor.kind === "person" && actor.role === "owner")) {
    return refusing("Only an owner makes owners.");
  }
  if (proposal.kind === "role" && proposal.personId === personIdOf(actor)) {
    return none("Nobody decides about their own role.");
  }
  if (proposal.kind === "sign_in_link" && proposal.personId === personIdOf(actor)) {
    return refusing("Nobody decides about a link to be signed in as themselves.");
  }
  if (approvals.some(({ personId }) => personId === personIdOf(actor))) {
    return refusing("You approved it. A second owner or admin has to as well.");
  }
  return { mayApprove: true, mayRefuse: true, because: null };
}
