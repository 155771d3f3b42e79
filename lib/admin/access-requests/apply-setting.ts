import { systemActor } from "@/lib/auth/actor";
import type { AdminContext } from "../context";
import { readFourEyesAmount } from "../four-eyes/read-amount";
import { setFourEyes } from "../four-eyes/set-four-eyes";
import { replaceClaimRules } from "../sign-in/replace-claim-rules";
import type { SettingGround } from "./ground-of-setting";

const PERMIT_MS = 86_400_000;

/**
 * Carries out an approved change of the organization's settings. What shows a secret is not made here, as the approver would see it: its
 * asker may make it within a day. Gives when that ends; null for what is done.
 */
export async function applySetting(context: AdminContext, ground: SettingGround): Promise<Date | null> {
  switch (ground.kind) {
    case "four_eyes": {
      const { changes, budgetAboveUsd } = ground.proposal;
      // Only an owner may ask for it; whoever approves it need not be one.
      const actor = systemActor(context.actor.organizationId, "two people");
      const rules = { changes, budgetAboveMicros: readFourEyesAmount(budgetAboveUsd) };
      await setFourEyes.run({ ...context, actor }, () => rules);
      return null;
    }
    case "sign_in_rules": {
      const { proposal, version } = ground;
      await replaceClaimRules.run(context, () => ({ rules: proposal.rules, version }));
      return null;
    }
    case "scim_token":
    case "sign_in_link":
      return new Date(context.now().getTime() + PERMIT_MS);
  }
}
