import type { UsageBreakdown } from "@/lib/admin-api/client/usage";
import { type RequestFilters, requestsHref } from "../shell/links";
import type { ExploreFilter, ExploreView } from "./explore-view";
import { NO_COST_CENTRE } from "./explore-view";

const PARAMETERS: Partial<Record<UsageBreakdown["by"], keyof RequestFilters>> = {
  team: "team",
  project: "project",
  key: "key",
  person: "person",
  end_user: "endUser",
  model: "model",
  provider: "provider",
};

const FILTERS: Record<UsageBreakdown["by"], ExploreFilter> = {
  team: "team",
  project: "project",
  key: "key",
  person: "person",
  end_user: "endUser",
  model: "model",
  provider: "provider",
  tag: "tag",
  cost_centre: "costCentre",
};

/** The requests behind a number of the explorer, narrowed as it is. `groupId` null: of every group. */
export function requestsBehind(
  view: ExploreView,
  of: { breakdown: UsageBreakdown; groupId: string | null; span: { from: string; to: string } },
): string {
  const { breakdown, groupId, span } = of;
  const narrowed: RequestFilters = { ...span };
  for (const key of ["team", "project", "key", "person", "model", "provider", "endUser", "tag"] as const) {
    const value = view.filters[key]?.[0];
    if (value) narrowed[key] = value;
  }
  if (groupId !== null && groupId !== "" && groupId !== "other") {
    const parameter = PARAMETERS[breakdown.by];
    if (parameter) narrowed[parameter] = groupId;
    if (breakdown.by === "tag") narrowed.tag = `${breakdown.tagName}=${groupId}`;
  }
  if (view.measure === "errors") narrowed.outcome = "failed";
  if (view.measure === "refusals") narrowed.outcome = "refused";
  return requestsHref(narrowed);
}

/** The filter that shows one group only; null where calls cannot be narrowed to it. */
export function narrowTo(breakdown: UsageBreakdown, groupId: string): Partial<Record<ExploreFilter, string[]>> | null {
  const filter = FILTERS[breakdown.by];
  if (groupId === "other") return null;
  if (filter === "costCentre") return { costCentre: [groupId === "" ? NO_COST_CENTRE : groupId] };
  if (groupId === "") return null;
  return { [filter]: [filter === "tag" ? `${breakdown.tagName}=${groupId}` : groupId] };
}
