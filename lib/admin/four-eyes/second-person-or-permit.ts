import { spendPermit } from "@/db/queries/access-requests/write-request";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { personActorOf } from "../person-actor-of";
import type { SeenChange } from "./dangers-of";
import { refuseWithoutSecondPerson } from "./refuse-without-second-person";

/** The approved request that lets its asker do something themselves, once. */
export interface Permit {
  requestId: string | null;
  /** What must have been approved. */
  proposal: Record<string, unknown>;
  askAt: string;
}

/**
 * For what shows a secret, which only its asker may see: an approved request of theirs is used up; without one it is refused where it
 * takes two people. Throws AdminError `needs_second_person` or `conflict`.
 */
export async function secondPersonOrPermit(work: Work, change: SeenChange, permit: Permit): Promise<void> {
  const { requestId, proposal, askAt } = permit;
  if (requestId === null) return refuseWithoutSecondPerson(work, change, askAt);
  const { personId } = personActorOf(work);
  if (await spendPermit(work.run, work.organizationId, { requestId, personId, proposal })) return;
  throw new AdminError(
    "conflict",
    "There is no such approval of yours: it is for something else, was used, or is over. Ask again.",
  );
}
