import type { UsageBreakdown, UsageBreakdownQuery, UsageOverview, UsageQuery } from "../schemas/usage";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/usage";

/** Spend, calls, tokens and latency of a period beside the one before, with its series and top lists. */
export function getUsageOverview(query: UsageQuery = {}, signal?: AbortSignal): Promise<UsageOverview> {
  return adminFetch("/usage/overview", { query, signal });
}

/** The same period as series by team, project, key, model or provider: the first eight and `other`. */
export function getUsageBreakdown(query: UsageBreakdownQuery, signal?: AbortSignal): Promise<UsageBreakdown> {
  return adminFetch("/usage/breakdown", { query, signal });
}
