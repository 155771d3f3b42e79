import {
  archiveSplitRule,
  findSplitRule,
  insertSplitRule,
  listSplitRules,
  type SplitRuleRow,
} from "@/db/queries/statements/split-rules";
import { personIdOf } from "@/lib/auth/actor";
import { newId } from "@/lib/crypto/new-id";
import { invalidField, notFound } from "@/lib/errors/admin-error";
import { defineChange, inOrganization } from "../define-verb";

type SetSplitRule = Pick<SplitRuleRow, "sourceCostCentre" | "method" | "shares">;

/** What the audit log keeps of a rule. */
export const auditedRule = ({ sourceCostCentre, method, shares }: SetSplitRule) => ({
  sourceCostCentre,
  method,
  shares,
});

/** Says who carries a shared cost centre in every month closed from now on; the rule it had falls away. */
export const setSplitRule = defineChange({
  name: "cost_split_rules.set",
  permission: "statements:write",
  seenWith: "statements:read",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, input: SetSplitRule) {
    refuseImpossible(input);
    const { run, organizationId } = work;
    const rules = await listSplitRules(run, organizationId);
    const had = rules.find((rule) => rule.sourceCostCentre === input.sourceCostCentre) ?? null;
    if (had !== null) await archiveSplitRule(run, organizationId, had.id);
    const id = newId("spl");
    await insertSplitRule(run, organizationId, { id, ...input, createdBy: personIdOf(work.actor) });
    const result = await findSplitRule(run, organizationId, id);
    if (result === null) throw notFound("rule");
    return {
      result,
      audit: {
        targetKind: "cost_split_rule",
        targetId: id,
        before: had && auditedRule(had),
        after: auditedRule(input),
      },
    };
  },
});

/** Throws AdminError `invalid_request`. */
function refuseImpossible({ sourceCostCentre, method, shares }: SetSplitRule): void {
  const names = shares.map(({ costCentre }) => costCentre);
  if (names.includes(sourceCostCentre)) throw invalidField("shares", "a cost centre cannot carry itself");
  if (new Set(names).size < names.length) throw invalidField("shares", "names a cost centre twice");
  if (method === "usage") return;
  const percent = shares.reduce((sum, share) => sum + Math.round(share.percent * 100), 0);
  if (percent === 0 || percent > 100_00)
    throw invalidField("shares", "percents must be more than 0 and at most 100 together");
}
