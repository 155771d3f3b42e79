import {
  type DecidingPerson,
  listDecidingAdmins,
  listDecidingLeads,
} from "@/db/queries/access-requests/deciding-people";
import type { Work } from "../context";
import type { Ground } from "./find-ground";
import type { Weight } from "./weigh";

/** Who could decide: the team's leads, and where there is none but the asker, or it is beyond them, owners and admins. */
export async function peopleDeciding(
  work: Work,
  ground: Ground,
  { weight, askerId }: { weight: Weight; askerId: string },
): Promise<DecidingPerson[]> {
  if (weight.decides === "ceiling") return [];
  if (weight.decides === "lead" && ground.team !== null) {
    const leads = await listDecidingLeads(work.run, work.organizationId, { teamId: ground.team.id, personId: askerId });
    if (leads.length > 0) return leads;
  }
  const ownersOnly =
    (ground.kind === "role" && ground.proposal.role === "owner") ||
    (ground.kind === "sign_in_link" && ground.person.role === "owner");
  return await listDecidingAdmins(work.run, work.organizationId, { personId: askerId, ownersOnly });
}
