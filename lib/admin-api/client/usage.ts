import type {
  CostWhatIf,
  CostWhatIfQuery,
  TagNames,
  UsageBreakdown,
  UsageBreakdownQuery,
  UsageOverview,
  UsageQuery,
} from "../schemas/usage";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/usage";

/** Spend, calls, tokens and latency of a period beside the one before, with its series and top lists. */
export function getUsageOverview(query: UsageQuery = {}, signal?: AbortSignal): Promise<UsageOverview> {
  return adminFetch("/usage/overview", { query, signal });
}

/** The same period as series by one dimension: the biggest eight and `other`, each beside the span before. */
export function getUsageBreakdown(query: UsageBreakdownQuery, signal?: AbortSignal): Promise<UsageBreakdown> {
  return adminFetch("/usage/breakdown", { query, signal });
}

/** Names of the tags that calls of a period carried, the most used first. */
export function listUsageTags(query: UsageQuery = {}, signal?: AbortSignal): Promise<TagNames> {
  return adminFetch("/usage/tags", { query, signal });
}

/** What a period would have cost with another model's price, or more of it from caches. */
export function getCostWhatIf(query: CostWhatIfQuery, signal?: AbortSignal): Promise<CostWhatIf> {
  return adminFetch("/usage/what-if", { query, signal });
}
