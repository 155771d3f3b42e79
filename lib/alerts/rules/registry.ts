import type { AlertRuleName } from "@/lib/admin-api/schemas/alerts";
import type { Rule } from "../rule";
import { budgetThreshold } from "./budget-threshold";
import { deadDestination } from "./dead-destination";
import { errorRate } from "./error-rate";
import { latency } from "./latency";
import { ledgerDrift } from "./ledger-drift";
import { projectedBreach } from "./projected-breach";
import { providerDown } from "./provider-down";
import { runawayKey } from "./runaway-key";

/** How each rule looks. */
export const RULES: { readonly [Name in AlertRuleName]: Rule<Name> } = {
  budget_threshold: budgetThreshold,
  projected_breach: projectedBreach,
  error_rate: errorRate,
  latency,
  provider_down: providerDown,
  runaway_key: runawayKey,
  dead_destination: deadDestination,
  ledger_drift: ledgerDrift,
};
