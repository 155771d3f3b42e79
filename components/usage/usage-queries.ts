import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  getUsageBreakdown,
  listUsageTags,
  type UsageBreakdownQuery,
  type UsageQuery,
} from "@/lib/admin-api/client/usage";

const REFRESH_MS = 60_000;

/** The explorer's answer; the one before stays while the next loads. */
export const exploreUsageQuery = (query: UsageBreakdownQuery | null) =>
  queryOptions({
    queryKey: ["usage", "explore", query],
    queryFn: ({ signal }) => getUsageBreakdown(query ?? { by: "team" }, signal),
    enabled: query !== null,
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

/** Names of tags that calls carried lately. */
export const usageTagsQuery = (query: UsageQuery = { period: "90d" }) =>
  queryOptions({
    queryKey: ["usage", "tags", query],
    queryFn: async ({ signal }) => (await listUsageTags(query, signal)).names,
    staleTime: REFRESH_MS,
  });
