import { keepPreviousData, queryOptions } from "@tanstack/react-query";
import {
  getUsageBreakdown,
  getUsageOverview,
  type UsageBreakdownQuery,
  type UsageQuery,
} from "@/lib/admin-api/client/usage";

const REFRESH_MS = 30_000;

/** Spend, calls, tokens and latency of a period beside the one before. */
export const usageOverviewQuery = (query: UsageQuery) =>
  queryOptions({
    queryKey: ["usage", "overview", query],
    queryFn: ({ signal }) => getUsageOverview(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });

/** The period as series by one dimension. */
export const usageBreakdownQuery = (query: UsageBreakdownQuery) =>
  queryOptions({
    queryKey: ["usage", "breakdown", query],
    queryFn: ({ signal }) => getUsageBreakdown(query, signal),
    placeholderData: keepPreviousData,
    refetchInterval: REFRESH_MS,
  });
