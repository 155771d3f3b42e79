"use client";

import { useRouter } from "next/navigation";
import { useMemo } from "react";
import type { UsageBreakdown } from "@/lib/admin-api/client/usage";
import { type ChartSelection, TimeSeriesChart } from "../charts/time-series-chart";
import { SegmentedControl } from "../ui/segmented-control";
import { Select } from "../ui/select";
import { requestsBehind } from "./explore-links";
import { bucketSpan, comparedSeries, groupedSeries, tokenClassSeries } from "./explore-points";
import { type ExploreView, periodWords } from "./explore-view";
import { GROUPINGS, groupingWords, MEASURE_NAMES, MEASURES, type MeasureName } from "./explore-words";

const MEASURE_OPTIONS = MEASURE_NAMES.map((value) => ({ value, label: MEASURES[value].label }));
const SHAPES = [
  { value: "stacked", label: "Stacked" },
  { value: "lines", label: "Lines" },
] as const;

interface ExploreChartProps {
  view: ExploreView;
  breakdown: UsageBreakdown;
  /** The period before, when it is compared with. */
  before: UsageBreakdown | null;
  onMeasure: (measure: MeasureName) => void;
  onStacked: (stacked: boolean) => void;
}

/** The period over time, by group, by token class, or whole beside the period before; a click leads to the requests behind. */
export function ExploreChart({ view, breakdown, before, onMeasure, onStacked }: ExploreChartProps) {
  const { measure, by, stacked } = view;
  const plotted = useMemo(() => {
    if (before !== null) return comparedSeries(breakdown, before, measure);
    return by === "token_class" ? tokenClassSeries(breakdown) : groupedSeries(breakdown, measure);
  }, [breakdown, before, measure, by]);
  const router = useRouter();
  const drill = ({ start, seriesKey }: ChartSelection) => {
    const groupId = before === null && by !== "token_class" ? seriesKey : null;
    router.push(requestsBehind(view, { breakdown, groupId, span: bucketSpan(breakdown, start) }));
  };
  const { label, unit, adds } = by === "token_class" ? MEASURES.tokens : MEASURES[measure];
  const split = by === "token_class" ? GROUPINGS.token_class.toLowerCase() : groupingWords(breakdown);
  const compared = before === null ? `by ${split}` : "beside the period before";
  return (
    <TimeSeriesChart
      kind={adds && stacked && before === null ? "bars" : "lines"}
      title={`${label} ${compared}, ${periodWords(view.range)}`}
      description={`By ${breakdown.bucket}, days of ${breakdown.timeZone}`}
      series={plotted.series}
      points={plotted.points}
      time={breakdown}
      unit={unit}
      onSelect={drill}
      selectHint="Click for the requests behind"
      height={300}
      actions={
        <>
          {adds && before === null ? (
            <SegmentedControl
              label="Shape"
              value={stacked ? "stacked" : "lines"}
              onValueChange={(shape) => onStacked(shape === "stacked")}
              options={SHAPES}
            />
          ) : null}
          <Select
            aria-label="Measure"
            className="w-36"
            value={measure}
            onValueChange={(next) => onMeasure(MEASURE_NAMES.find((name) => name === next) ?? "cost")}
            options={MEASURE_OPTIONS}
            disabled={by === "token_class"}
          />
        </>
      }
    />
  );
}
