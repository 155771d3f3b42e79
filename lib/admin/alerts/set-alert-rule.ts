import { countUnresolved, listAlertRules, writeAlertRule } from "@/db/queries/alerts/alert-rules";
import type { SetAlertRuleInput } from "@/lib/admin-api/schemas/alerts";
import type { Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { type ShownRule, showRule } from "./show-rule";

/** Switches a rule on or off, and sets its numbers. Switched off, what it raised ends by itself. */
export const setAlertRule = defineChange({
  name: "alerts.set_rule",
  permission: "alerts:configure",
  policy: "not_enforced",
  locate: inOrganization,
  async change(work, _target, { rule, enabled, settings }: SetAlertRuleInput) {
    const before = await readRule(work, rule);
    await writeAlertRule(work.run, work.organizationId, { rule, isEnabled: enabled, settings: { ...settings } });
    return {
      result: await readRule(work, rule),
      audit: {
        targetKind: "alert_rule",
        targetId: rule,
        before: { enabled: before.isEnabled, ...before.settings },
        after: { enabled, ...settings },
      },
    };
  },
});

async function readRule({ run, organizationId }: Work, rule: SetAlertRuleInput["rule"]): Promise<ShownRule> {
  const rows = await listAlertRules(run, organizationId);
  const counts = await countUnresolved(run, organizationId);
  return showRule(rule, rows.find((row) => row.rule === rule) ?? null, counts.get(rule) ?? 0);
}
