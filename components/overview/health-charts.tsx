"use client";

import { useRouter } from "next/navigation";
import { useMemo, useState } from "react";
import type { UsageOverview } from "@/lib/admin-api/client/usage";
import { type ChartSelection, TimeSeriesChart } from "../charts/time-series-chart";
import { requestsHref } from "../shell/links";
import { SegmentedControl } from "../ui/segmented-control";
import { COUNT, MILLISECONDS } from "./measures";
import { bucketSpan, latencySeries, outcomeSeries } from "./series-points";

const LATENCIES = [
  { value: "ttft", label: "First token" },
  { value: "duration", label: "Whole call" },
] as const;

const OUTCOME_FILTERS: Readonly<Record<string, string>> = {
  ok: "ok",
  refused: "refused",
  failed: "failed,interrupted",
  aborted: "aborted",
};

interface HealthChartsProps {
  overview: UsageOverview;
  /** "this month" */
  period: string;
}

/** How calls ended and how long they took. */
export function HealthCharts({ overview, period }: HealthChartsProps) {
  const [latency, setLatency] = useState<"ttft" | "duration">("ttft");
  const outcomes = useMemo(() => outcomeSeries(overview), [overview]);
  const latencies = useMemo(() => latencySeries(overview, latency), [overview, latency]);
  const router = useRouter();
  const drill = ({ start, seriesKey }: ChartSelection) => {
    const span = bucketSpan(
      overview.series.map((point) => point.start),
      start,
      overview.bucket,
    );
    const outcome = seriesKey ? OUTCOME_FILTERS[seriesKey] : undefined;
    router.push(requestsHref({ ...span, ...(outcome ? { outcome } : {}) }));
  };
  const frame = { time: overview, onSelect: drill, selectHint: "Click for the requests behind", height: 200 };
  return (
    <div className="grid gap-3 xl:grid-cols-2">
      <TimeSeriesChart {...frame} {...outcomes} kind="bars" title={`Requests by outcome, ${period}`} unit={COUNT} />
      <TimeSeriesChart
        {...frame}
        {...latencies}
        kind="lines"
        title={`${latency === "ttft" ? "Time to first token" : "Duration of the whole call"}, ${period}`}
        unit={MILLISECONDS}
        actions={<SegmentedControl label="Latency" value={latency} onValueChange={setLatency} options={LATENCIES} />}
      />
    </div>
  );
}
