import { limitNow } from "../quotas/limit-now";
import { showAmount, shownUnit } from "../quotas/quota-terms";
import type { ChangeLine } from "./change-line";
import { describeSetting } from "./describe-setting";
import type { Ground } from "./find-ground";

/** What a proposal would change, line by line. */
export function describeChange(ground: Ground): ChangeLine[] {
  switch (ground.kind) {
    case "key": {
      const { name, models, days, monthlyUsd, tokensPerMinute } = ground.proposal;
      return [
        { field: "Key", unit: "text", before: null, after: name },
        { field: "Models", unit: "models", before: null, after: listed(models) },
        { field: "Spend per month", unit: "usd", before: null, after: monthlyUsd ?? "unlimited" },
        { field: "Tokens per minute", unit: "amount", before: null, after: tokensPerMinute ?? "unlimited" },
        lasting(days),
      ];
    }
    case "models":
      return [
        {
          field: "Models",
          unit: "models",
          before: listed(ground.modelsNow),
          after: listed(
            ground.proposal.models.includes("*") ? ["*"] : [...ground.modelsNow, ...ground.proposal.models],
          ),
        },
        lasting(ground.proposal.days),
      ];
    case "quota": {
      const { quota, proposal } = ground;
      const standing = proposal.days === null ? quota.limit : limitNow(quota);
      const unit = shownUnit(quota.unit) === "usd" ? "usd" : "amount";
      return [
        { field: "Limit", unit, before: showAmount(quota.unit, standing), after: proposal.limit },
        lasting(proposal.days),
      ];
    }
    case "role":
      return [{ field: "Role", unit: "text", before: ground.person.role, after: ground.proposal.role }];
    default:
      return describeSetting(ground);
  }
}

function lasting(days: number | null): ChangeLine {
  return { field: "For", unit: "days", before: null, after: days === null ? "good" : String(days) };
}

function listed(models: readonly string[]): string {
  if (models.includes("*")) return "every model";
  return models.length === 0 ? "none" : [...new Set(models)].join(", ");
}
