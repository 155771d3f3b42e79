import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import type { AdminDeps } from "@/lib/admin/context";
import type { AlertRuleName, AlertRuleSettings } from "@/lib/admin-api/schemas/alerts";

/** What a rule looks with. */
export interface RuleDeps extends Pick<AdminDeps, "database" | "quotas" | "now"> {
  organizationId: string;
  /** Ids of subjects that have an alert of this rule which has not ended. */
  current: ReadonlySet<string>;
}

/** One rule: how often it looks, and what it finds wrong now. Looking changes nothing. */
export interface Rule<Name extends AlertRuleName> {
  everySeconds: number;
  find(deps: RuleDeps, settings: AlertRuleSettings<Name>): Promise<AlertFinding[]>;
}

/** Levels of rules that have no measure of their own. */
export const LEVEL_OF = { info: 1, warning: 2, critical: 3 } as const;
