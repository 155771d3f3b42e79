"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { QuotaView } from "@/lib/admin-api/client/quotas";
import type { UsageDimension } from "@/lib/admin-api/client/usage";
import { usageBreakdownQuery } from "../overview/overview-queries";
import { quotasQuery } from "./quotas-queries";

const MOST_GROUPS = 200;

/** What one team, project or key spent this month. */
export interface MonthSpend {
  /** USD; null when it is not known, because too many others spent more. */
  spentUsd: string | null;
  /** Its own budget per month. */
  budget: QuotaView | undefined;
}

/** Spend and budget of this month for every team, project or key; undefined while they load. */
export function useMonthSpend(
  by: UsageDimension & QuotaView["scope"]["kind"],
): ((id: string) => MonthSpend) | undefined {
  const { data: usage } = useQuery(usageBreakdownQuery({ by, period: "month", groups: MOST_GROUPS }));
  const { data: quotas } = useQuery(quotasQuery({ scopeKind: by }));
  return useMemo(() => {
    if (!usage || !quotas) return undefined;
    const spent = new Map(usage.groups.map((group) => [group.id, group.costUsd]));
    const budgets = quotas.filter((quota) => quota.unit === "usd" && quota.window === "month" && !quota.shadow);
    const budgetOf = new Map(budgets.map((quota) => [quota.scope.id, quota]));
    const nothing = spent.has("other") ? null : "0";
    return (id) => ({ spentUsd: spent.get(id) ?? nothing, budget: budgetOf.get(id) });
  }, [usage, quotas]);
}
