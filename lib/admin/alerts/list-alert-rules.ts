import { countUnresolved, listAlertRules as listRows } from "@/db/queries/alerts/alert-rules";
import { ALERT_RULES } from "@/lib/admin-api/schemas/alerts";
import type { Work } from "../context";
import { defineRead, inOrganization } from "../define-verb";
import { type ShownRule, showRule } from "./show-rule";

/** Every rule as it is set, and how many alerts of it are not resolved. */
export const listAlertRules = defineRead({
  name: "alerts.list_rules",
  permission: "alerts:read_rules",
  locate: inOrganization,
  read: (work, _target, _input: undefined): Promise<ShownRule[]> => readRules(work),
});

async function readRules({ run, organizationId }: Work): Promise<ShownRule[]> {
  const rows = new Map((await listRows(run, organizationId)).map((row) => [row.rule, row]));
  const counts = await countUnresolved(run, organizationId);
  return ALERT_RULES.map((rule) => showRule(rule, rows.get(rule) ?? null, counts.get(rule) ?? 0));
}
