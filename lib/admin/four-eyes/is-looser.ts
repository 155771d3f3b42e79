import type { FourEyesRules } from "@/db/queries/ceilings/four-eyes";

/** Whether one person could do alone under `after` what takes two under `before`. Pure. */
export function isLooser(before: FourEyesRules, after: FourEyesRules): boolean {
  if (before.changes.some((change) => !after.changes.includes(change))) return true;
  return before.changes.includes("raise_budget") && after.budgetAboveMicros > before.budgetAboveMicros;
}
