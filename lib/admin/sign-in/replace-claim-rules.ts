import { replaceClaimRules as replaceRuleRows } from "@/db/queries/sign-in/claim-rules";
import { raiseRulesVersion } from "@/db/queries/sign-in/sign-in-settings";
import { AdminError } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";
import { refuseWithoutSecondPerson } from "../four-eyes/refuse-without-second-person";
import { readSignIn } from "./read-sign-in";
import { nameTeams, type RuleInput } from "./rule-input";

interface ReplaceClaimRules {
  rules: readonly RuleInput[];
  /** The version these rules were made from. */
  version: number;
}

/** Puts other rules in the place of all. They hold for each person from their next sign-in, or the directory's next change of them. */
export const replaceClaimRules = defineChange({
  name: "sign_in.replace_rules",
  permission: "sign_in:write",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { rules, version }: ReplaceClaimRules) {
    const { run, organizationId } = work;
    const before = await readSignIn(work);
    const named = await nameTeams(work, rules);
    const change = { kind: "sign_in_rules", before: before.rules, after: named } as const;
    await refuseWithoutSecondPerson(work, change, "/settings/sign-in");
    if (!(await raiseRulesVersion(run, organizationId, version))) {
      throw new AdminError("conflict", "Somebody else changed the rules in the meantime. Load them again first.");
    }
    const rows = named.map(({ team, ...rule }) => ({
      ...rule,
      teamId: team?.id ?? null,
      teamRole: team?.role ?? null,
    }));
    await replaceRuleRows(run, organizationId, rows);
    const result = await readSignIn(work);
    return {
      result,
      audit: {
        targetKind: "organization",
        targetId: organizationId,
        before: { rules: before.rules },
        after: { rules: result.rules },
      },
    };
  },
});
