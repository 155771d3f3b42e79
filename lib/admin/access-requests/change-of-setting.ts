import type { SeenChange } from "../four-eyes/dangers-of";
import { readFourEyesAmount } from "../four-eyes/read-amount";
import type { Ground } from "./find-ground";

/** A change of the organization's own settings, as the list of dangerous ones sees it. */
export function changeOfSetting(ground: Ground): SeenChange {
  switch (ground.kind) {
    case "four_eyes": {
      const { changes, budgetAboveUsd } = ground.proposal;
      return { kind: "four_eyes", rules: { changes, budgetAboveMicros: readFourEyesAmount(budgetAboveUsd) } };
    }
    case "sign_in_rules":
      return { kind: "sign_in_rules", before: ground.rules, after: ground.named };
    case "scim_token":
      return { kind: "scim_token" };
    case "sign_in_link":
      return { kind: "sign_in_link", role: ground.person.role };
    default:
      return { kind: "other" };
  }
}
