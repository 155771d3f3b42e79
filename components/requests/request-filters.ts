import type { RequestQuery } from "@/lib/admin-api/client/requests";
import type { FilterValues } from "../ui/filter-bar";
import { RECENT_PRESETS, resolveRange, type TimeRange } from "../ui/time-range";

/** Names of the filters in the address. */
export const REQUEST_FILTER_KEYS = [
  "outcome",
  "model",
  "team",
  "project",
  "key",
  "provider",
  "status",
  "cost",
  "took",
  "verdict",
  "tag",
  "person",
  "endUser",
  "session",
] as const;

export const DEFAULT_RANGE = "24h";

/** What the page shows, as the address says it. */
export interface RequestView {
  filters: FilterValues;
  search: string;
  /** Words that were said; empty: any. */
  words: string;
  range: TimeRange;
}

/** The question to the API; a moving range is resolved against `now` (epoch ms). Filters that are not set are left out. */
export function requestQueryOf(view: RequestView, now: number): RequestQuery {
  const first = (key: (typeof REQUEST_FILTER_KEYS)[number]) => view.filters[key]?.[0];
  const wanted = {
    ...resolveRange(view.range, RECENT_PRESETS, now),
    outcome: view.filters.outcome?.join(","),
    model: first("model"),
    teamId: first("team"),
    projectId: first("project"),
    keyId: first("key"),
    providerId: first("provider"),
    status: first("status"),
    minCostUsd: first("cost"),
    minDurationMs: first("took"),
    verdict: first("verdict"),
    tag: first("tag"),
    personId: first("person"),
    endUser: first("endUser"),
    sessionId: first("session"),
    q: view.search,
  };
  return Object.fromEntries(Object.entries(wanted).filter(([, value]) => value));
}
