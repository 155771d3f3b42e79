import type { AlertRuleRow } from "@/db/queries/alerts/alert-rules";
import { ALERT_RULE_SETTINGS, type AlertRuleName } from "@/lib/admin-api/schemas/alerts";

/** A rule as it is set, whole. */
export interface ShownRule {
  rule: AlertRuleName;
  isEnabled: boolean;
  settings: Record<string, number>;
  defaults: Record<string, number>;
  claimedAt: Date | null;
  current: number;
}

/** A rule nobody has set is as it is by default. */
export function showRule(rule: AlertRuleName, row: AlertRuleRow | null, current: number): ShownRule {
  const schema = ALERT_RULE_SETTINGS[rule];
  return {
    rule,
    isEnabled: row?.isEnabled ?? true,
    settings: schema.parse(row?.settings ?? {}),
    defaults: schema.parse({}),
    claimedAt: row?.claimedAt ?? null,
    current,
  };
}
