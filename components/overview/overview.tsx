"use client";

import { useQuery } from "@tanstack/react-query";
import { parseAsStringLiteral, useQueryState } from "nuqs";
import { type ReactNode, useMemo } from "react";
import type { UsageOverview } from "@/lib/admin-api/client/usage";
import { ErrorNotice } from "../ui/error-notice";
import { formatCount, formatShare } from "../ui/format/format-number";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { SegmentedControl } from "../ui/segmented-control";
import { TimeRangePicker, useTimeRange } from "../ui/time-range-picker";
import { FirstCall } from "./first-call";
import { FirstSteps } from "./first-steps";
import { HealthCharts } from "./health-charts";
import { DEFAULT_PERIOD, OVERVIEW_PERIODS, periodQuery, periodWords } from "./overview-period";
import { usageOverviewQuery } from "./overview-queries";
import { OverviewSkeleton } from "./overview-skeleton";
import { StatTiles } from "./stat-tiles";
import { TopLists } from "./top-lists";
import { UsageChart } from "./usage-chart";
import { WaitingCard } from "./waiting-card";

const BUCKETS = ["auto", "hour", "day"] as const;
const BUCKET_OPTIONS = [
  { value: "auto", label: "Auto" },
  { value: "hour", label: "Hour" },
  { value: "day", label: "Day" },
] as const;

/** With so many calls nobody needs to be told how to begin. */
const SETTLED_CALLS = 100;

/** What was spent, on what, how well it went, against the budget and the period before. `expiring` is the notices' own card. */
export function Overview({ expiring }: { expiring: ReactNode }) {
  const [range, setRange] = useTimeRange(OVERVIEW_PERIODS, DEFAULT_PERIOD);
  const [bucket, setBucket] = useQueryState("bucket", parseAsStringLiteral(BUCKETS).withDefault("auto"));
  const query = useMemo(() => periodQuery(range, bucket), [range, bucket]);
  const { data: overview, error, refetch } = useQuery(usageOverviewQuery(query));
  const period = periodWords(range);
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Overview"
        actions={
          <>
            <SegmentedControl label="Bucket" value={bucket} onValueChange={setBucket} options={BUCKET_OPTIONS} />
            <TimeRangePicker value={range} onValueChange={setRange} presets={OVERVIEW_PERIODS} />
          </>
        }
      />
      <WaitingCard />
      {expiring}
      {error ? (
        <ErrorNotice title="The numbers could not be loaded" error={error} onRetry={() => void refetch()} />
      ) : null}
      {overview ? (
        <OverviewBody overview={overview} query={query} period={period} />
      ) : error ? null : (
        <OverviewSkeleton />
      )}
    </div>
  );
}

interface OverviewBodyProps {
  overview: UsageOverview;
  query: ReturnType<typeof periodQuery>;
  period: string;
}

function OverviewBody({ overview, query, period }: OverviewBodyProps) {
  const calls = overview.requests.requests + overview.previousRequests.requests;
  const steps = calls < SETTLED_CALLS ? <FirstSteps hasCalls={calls > 0} /> : null;
  if (calls === 0) {
    return (
      <>
        {steps}
        <FirstCall period={period} />
      </>
    );
  }
  return (
    <>
      {steps}
      <SpendNotices overview={overview} />
      <StatTiles overview={overview} />
      <UsageChart overview={overview} query={query} period={period} />
      <HealthCharts overview={overview} period={period} />
      <TopLists overview={overview} period={period} />
    </>
  );
}

/** What the sums hold that a reader would not expect. */
function SpendNotices({ overview: { spend, requests } }: { overview: UsageOverview }) {
  const calls = (count: number) =>
    `${formatCount(count)} of ${formatCount(requests.requests)} ${requests.requests === 1 ? "call" : "calls"}`;
  return (
    <>
      {spend.simulatedRequests > 0 ? (
        <Notice kind="info">
          {calls(spend.simulatedRequests)} ({formatShare(spend.simulatedRequests, requests.requests)}) went to the
          simulated provider. Their spend is not real money and is part of these numbers.
        </Notice>
      ) : null}
      {spend.unpricedRequests > 0 ? (
        <Notice kind="warn">
          {calls(spend.unpricedRequests)} have an unknown cost, because their model had no price. They are not in the
          spend.
        </Notice>
      ) : null}
    </>
  );
}
