import { type ClaimedRule, claimAlertRule } from "@/db/queries/alerts/alert-rules";
import { listCurrentSubjects } from "@/db/queries/alerts/list-alerts";
import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import type { AdminDeps } from "@/lib/admin/context";
import { ALERT_RULE_SETTINGS, ALERT_RULES, type AlertRuleName } from "@/lib/admin-api/schemas/alerts";
import type { Logger } from "@/lib/telemetry/logger";
import { RULES } from "./rules/registry";
import { settleFindings } from "./settle-findings";

const LOOK_MS = 5_000;

interface AlertDeps {
  admin: AdminDeps;
  logger: Logger;
}

/** Looks at every rule that is due, and makes the alerts what is found. One that cannot be looked at holds up no other. */
export async function lookAtRules({ admin, logger }: AlertDeps): Promise<void> {
  for (const rule of ALERT_RULES) {
    try {
      const claimed = await claimAlertRule(admin.database.orm, { rule, everySeconds: RULES[rule].everySeconds });
      for (const one of claimed) await lookAtRule(admin, one);
    } catch (error) {
      logger.warn({ rule, error: String(error) }, "a rule for alerts could not be looked at; looking again");
    }
  }
}

/** A rule that was switched off finds nothing, so what it raised ends. */
async function lookAtRule(admin: AdminDeps, claimed: ClaimedRule): Promise<void> {
  const findings = claimed.isEnabled ? await find(admin, claimed, claimed.rule) : [];
  await settleFindings(admin.database, claimed, findings);
}

async function find<Name extends AlertRuleName>(
  admin: AdminDeps,
  { organizationId, settings }: ClaimedRule,
  name: Name,
): Promise<AlertFinding[]> {
  const rule = RULES[name];
  const current = await listCurrentSubjects(admin.database.orm, organizationId, name);
  const parsed = ALERT_RULE_SETTINGS[name].parse(settings) as Parameters<typeof rule.find>[1];
  return rule.find({ ...admin, organizationId, current }, parsed);
}

/** Looks again and again until told to stop, which waits for the look that runs. */
export function attendAlerts(deps: AlertDeps): { stop(): Promise<void> } {
  let isStopped = false;
  let timer: NodeJS.Timeout;
  let looking: Promise<void> = Promise.resolve();
  const again = () => {
    timer = setTimeout(() => {
      looking = lookAtRules(deps).then(() => {
        if (!isStopped) again();
      });
    }, LOOK_MS).unref();
  };
  again();
  return {
    stop() {
      isStopped = true;
      clearTimeout(timer);
      return looking;
    },
  };
}
