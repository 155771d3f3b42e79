import { archiveSplitRule, findSplitRule, type SplitRuleRow } from "@/db/queries/statements/split-rules";
import type { Work } from "../context";
import { defineChange, type Located } from "../define-verb";
import { auditedRule } from "./set-split-rule";

async function locateRule(work: Work, { ruleId }: { ruleId: string }): Promise<Located<SplitRuleRow> | null> {
  const rule = await findSplitRule(work.run, work.organizationId, ruleId);
  return rule && { target: rule, scope: { kind: "organization" } };
}

/** A cost centre is shared no more; months that were closed stay as they are. */
export const removeSplitRule = defineChange({
  name: "cost_split_rules.remove",
  permission: "statements:write",
  seenWith: "statements:read",
  kind: "rule",
  policy: "not_enforced",
  locate: locateRule,
  async change(work, rule, _input: { ruleId: string }) {
    await archiveSplitRule(work.run, work.organizationId, rule.id);
    return {
      result: undefined,
      audit: { targetKind: "cost_split_rule", targetId: rule.id, before: auditedRule(rule), after: null },
    };
  },
});
