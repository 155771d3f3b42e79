"use client";

import { parseAsBoolean, parseAsString, parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { UsageBreakdownQuery } from "@/lib/admin-api/client/usage";
import { useFilters } from "../ui/filter-bar";
import type { RangePreset, TimeRange } from "../ui/time-range";
import { useTimeRange } from "../ui/time-range-picker";
import { GROUPING_NAMES, type Grouping, MEASURE_NAMES, type MeasureName } from "./explore-words";

export const PERIODS: readonly RangePreset[] = [
  { value: "24h", label: "Last 24 hours" },
  { value: "7d", label: "Last 7 days" },
  { value: "30d", label: "Last 30 days" },
  { value: "90d", label: "Last 90 days" },
  { value: "month", label: "This month" },
  { value: "last_month", label: "Last month" },
];
const DEFAULT_PERIOD = "month";
const BUCKETS = ["auto", "hour", "day", "week", "month"] as const;
export type BucketChoice = (typeof BUCKETS)[number];
export const BUCKET_OPTIONS = BUCKETS.map((value) => ({
  value,
  label: value.slice(0, 1).toUpperCase() + value.slice(1),
}));

export const EXPLORE_FILTERS = [
  "team",
  "project",
  "key",
  "person",
  "model",
  "provider",
  "costCentre",
  "endUser",
  "tag",
] as const;
export type ExploreFilter = (typeof EXPLORE_FILTERS)[number];

/** How a cost centre that is none is written in the address, where empty would mean "not set". */
export const NO_COST_CENTRE = "none";
const MANY_GROUPS = 25;
/** Hours are many, so they come for those groups only that the chart shows. */
const CHARTED_GROUPS = 8;

/** What the explorer shows, all of it in the address. */
export interface ExploreView {
  range: TimeRange;
  bucket: BucketChoice;
  by: Grouping;
  tagName: string;
  measure: MeasureName;
  stacked: boolean;
  compare: boolean;
  filters: Readonly<Record<string, string[]>>;
}

export function useExploreView() {
  const [range, setRange] = useTimeRange(PERIODS, DEFAULT_PERIOD);
  const [bucket, setBucket] = useQueryState("bucket", parseAsStringLiteral(BUCKETS).withDefault("auto"));
  const [by, setBy] = useQueryState("by", parseAsStringLiteral(GROUPING_NAMES).withDefault("team"));
  const [tagName, setTagName] = useQueryState("name", parseAsString.withDefault(""));
  const [measure, setMeasure] = useQueryState("measure", parseAsStringLiteral(MEASURE_NAMES).withDefault("cost"));
  const [stacked, setStacked] = useQueryState("stacked", parseAsBoolean.withDefault(true));
  const [compare, setCompare] = useQueryState("compare", parseAsBoolean.withDefault(false));
  const [filters, setFilters] = useFilters(EXPLORE_FILTERS);
  const view = useMemo<ExploreView>(
    () => ({ range, bucket, by, tagName, measure, stacked, compare, filters }),
    [range, bucket, by, tagName, measure, stacked, compare, filters],
  );
  return { view, setRange, setBucket, setBy, setTagName, setMeasure, setStacked, setCompare, setFilters };
}

/** The question to the API; null while it lacks the name of the tag to group by. */
export function exploreQuery(view: ExploreView): UsageBreakdownQuery | null {
  const { range, bucket, by, tagName, measure } = view;
  if (by === "tag" && tagName === "") return null;
  const first = (key: ExploreFilter) => view.filters[key]?.[0];
  const costCentre = first("costCentre");
  const latency = measure === "p50" || measure === "p95";
  const wanted = {
    ...(range.kind === "fixed" ? { from: range.from, to: range.to } : { period: range.preset }),
    bucket: bucket === "auto" ? undefined : bucket,
    by: by === "token_class" ? "model" : by,
    tagName: by === "tag" ? tagName : undefined,
    groups: bucket === "hour" ? CHARTED_GROUPS : MANY_GROUPS,
    detail: by === "token_class" ? "tokens" : latency ? "latency" : undefined,
    teamId: first("team"),
    projectId: first("project"),
    keyId: first("key"),
    personId: first("person"),
    model: first("model"),
    providerId: first("provider"),
    costCentre: costCentre === NO_COST_CENTRE ? "" : costCentre,
    endUser: first("endUser"),
    tag: first("tag"),
  };
  const set = Object.entries(wanted).filter(([, value]) => value !== undefined);
  return Object.fromEntries(set) as unknown as UsageBreakdownQuery;
}

/** The period in the middle of a sentence: "this month", "last 7 days", "the chosen span". */
export function periodWords(range: TimeRange): string {
  if (range.kind === "fixed") return "the chosen span";
  const label = PERIODS.find((period) => period.value === range.preset)?.label ?? "This month";
  return label.slice(0, 1).toLowerCase() + label.slice(1);
}

/** The same as a time: "this month", "in the last 7 days". */
export function duringWords(range: TimeRange): string {
  const words = periodWords(range);
  if (words.endsWith("month")) return words;
  return words.startsWith("the ") ? `in ${words}` : `in the ${words}`;
}
