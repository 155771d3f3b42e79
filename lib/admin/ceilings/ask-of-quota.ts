import type { QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { Ask } from "./judge";

/** What a limit of this quota asks of a tier; empty for quotas that no ceiling speaks about. */
export function askOfQuota(quota: Pick<QuotaRow, "scopeKind" | "unit" | "window">, limit: bigint | null): Ask {
  const { scopeKind, unit, window } = quota;
  if (unit === "usd_micros" && window === "month") {
    if (scopeKind === "key") return { monthlyMicrosPerKey: limit };
    if (scopeKind === "project") return { monthlyMicrosPerProject: limit };
  }
  if (scopeKind === "key" && unit === "tokens" && window === "minute") return { tokensPerMinutePerKey: limit };
  return {};
}
