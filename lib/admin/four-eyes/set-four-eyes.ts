import { listDecidingAdmins } from "@/db/queries/access-requests/deciding-people";
import { lockRequestSubject } from "@/db/queries/access-requests/write-request";
import { type FourEyesRules, readFourEyes, writeFourEyes } from "@/db/queries/ceilings/four-eyes";
import { personIdOf } from "@/lib/auth/actor";
import { AdminError } from "@/lib/errors/admin-error";
import { usdFromMicros } from "@/lib/money";
import { defineChange, inOrganization } from "../define-verb";
import { refuseWithoutSecondPerson } from "./refuse-without-second-person";

/** Says which changes take two people. There must be two who could decide, and making the list looser takes both. */
export const setFourEyes = defineChange({
  name: "four_eyes.set",
  permission: "four_eyes:write",
  seenWith: "four_eyes:read",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: FourEyesRules) {
    await lockRequestSubject(work.run, work.organizationId, { kind: "organization", id: work.organizationId });
    const but = { personId: personIdOf(work.actor) ?? "", ownersOnly: false };
    const others = await listDecidingAdmins(work.run, work.organizationId, but);
    if (input.changes.length > 0 && others.length === 0) {
      throw new AdminError(
        "conflict",
        "Two people are needed for this, and you are the only owner or admin. Invite another one first.",
      );
    }
    const before = await readFourEyes(work.run, work.organizationId);
    const rules = { ...input, changes: [...new Set(input.changes)] };
    await refuseWithoutSecondPerson(work, { kind: "four_eyes", rules }, "/settings/organization");
    await writeFourEyes(work.run, work.organizationId, rules);
    return {
      result: rules,
      audit: { targetKind: "organization", targetId: work.organizationId, before: shown(before), after: shown(rules) },
    };
  },
});

function shown({ changes, budgetAboveMicros }: FourEyesRules) {
  return { changes, budgetAboveUsd: usdFromMicros(budgetAboveMicros) };
}
