"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { useMemo } from "react";
import type { UsageDimension, UsageOverview, UsageQuery } from "@/lib/admin-api/client/usage";
import { type ChartSelection, TimeSeriesChart } from "../charts/time-series-chart";
import type { ChartLevel } from "../charts/time-series-plot";
import { requestsHref } from "../shell/links";
import { formatUsd } from "../ui/format/format-usd";
import { SegmentedControl } from "../ui/segmented-control";
import { Select } from "../ui/select";
import { MEASURES } from "./measures";
import { usageBreakdownQuery } from "./overview-queries";
import { brokenDownSeries, bucketSpan, runningSeries, totalSeries } from "./series-points";

const GROUPINGS = ["none", "team", "project", "model", "key", "provider"] as const;
const GROUPING_OPTIONS = GROUPINGS.map((value) => ({ value, label: value === "none" ? "In total" : `By ${value}` }));
const MEASURE_NAMES = ["spend", "running", "requests", "tokens"] as const;
const MEASURE_OPTIONS = MEASURE_NAMES.map((value) => ({ value, label: MEASURES[value].label }));

/** The budget is a line only in a chart that began when its window did. */
function budgetLevel({ from, spend: { budget } }: UsageOverview): ChartLevel[] {
  if (!budget || Date.parse(budget.startedAt) !== Date.parse(from)) return [];
  const label = `Budget of ${budget.scopeName} ${formatUsd(budget.limitUsd, { wholeWhenRound: true })}`;
  return [{ value: Number(budget.limitUsd), label }];
}

interface UsageChartProps {
  overview: UsageOverview;
  query: UsageQuery;
  /** "this month" */
  period: string;
}

/** Spend, requests or tokens over time, in total or split; a click leads to the requests behind. */
export function UsageChart({ overview, query, period }: UsageChartProps) {
  const [measure, setMeasure] = useQueryState("measure", parseAsStringLiteral(MEASURE_NAMES).withDefault("spend"));
  const [by, setBy] = useQueryState("by", parseAsStringLiteral(GROUPINGS).withDefault("model"));
  const dimension: UsageDimension | null = by === "none" ? null : by;
  const breakdown = useQuery({
    ...usageBreakdownQuery({ ...query, by: dimension ?? "model" }),
    enabled: dimension !== null,
  });
  // While another grouping loads, the one before stays, under its own title.
  const split = dimension === null ? null : (breakdown.data ?? null);
  const plotted = useMemo(() => {
    const perBucket = split ? brokenDownSeries(split, measure) : totalSeries(overview, measure);
    return measure === "running" ? runningSeries(perBucket) : perBucket;
  }, [split, overview, measure]);
  const router = useRouter();
  const drill = ({ start, seriesKey }: ChartSelection) => {
    const span = bucketSpan(
      plotted.points.map((point) => point.start),
      start,
      overview.bucket,
    );
    const narrowed = split && seriesKey && seriesKey !== "other" ? { [split.by]: seriesKey } : {};
    router.push(requestsHref({ ...span, ...narrowed }));
  };
  const { label, unit } = MEASURES[measure];
  return (
    <TimeSeriesChart
      kind={measure === "running" ? "area" : "bars"}
      levels={measure === "running" ? budgetLevel(overview) : []}
      title={`${label}${dimension ? ` by ${split?.by ?? dimension}` : ""}, ${period}`}
      pending={dimension !== null && split === null}
      description={`By ${overview.bucket}, days of ${overview.timeZone}`}
      series={plotted.series}
      points={plotted.points}
      time={overview}
      unit={unit}
      onSelect={drill}
      selectHint="Click for the requests behind"
      height={280}
      actions={
        <>
          <SegmentedControl label="Measure" value={measure} onValueChange={setMeasure} options={MEASURE_OPTIONS} />
          <Select
            aria-label="Group by"
            className="w-32"
            value={by}
            onValueChange={(next) => void setBy(GROUPINGS.find((one) => one === next) ?? null)}
            options={GROUPING_OPTIONS}
          />
        </>
      }
    />
  );
}
