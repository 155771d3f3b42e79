import type { DecidingPerson } from "@/db/queries/access-requests/deciding-people";
import { defineRead } from "../define-verb";
import { personActorOf } from "../person-actor-of";
import type { ChangeLine } from "./change-line";
import { checkProposal } from "./check-proposal";
import { describeChange } from "./describe-change";
import { type CostImpact, estimateCost } from "./estimate-cost";
import { locateGround } from "./locate-ground";
import { peopleDeciding } from "./people-deciding";
import type { Proposal } from "./proposal";
import { type Weight, weigh } from "./weigh";

/** What would become of an ask. */
export interface AccessRequestPreview {
  weight: Weight;
  changes: ChangeLine[];
  cost: CostImpact | null;
  deciders: DecidingPerson[];
}

/** Says at once whether an ask would be granted, and if not, why and who decides. Asks for nothing. */
export const previewAccessRequest = defineRead({
  name: "access_requests.preview",
  permission: "access_requests:create",
  kind: "project, key, quota or person",
  locate: locateGround,
  async read(work, ground, _input: { proposal: Proposal }): Promise<AccessRequestPreview> {
    const { personId } = personActorOf(work);
    await checkProposal(work, ground);
    const weight = await weigh(work, ground, personId);
    return {
      weight,
      changes: describeChange(ground),
      cost: await estimateCost(work, ground),
      deciders: await peopleDeciding(work, ground, { weight, askerId: personId }),
    };
  },
});
