"use client";

import { useQuery } from "@tanstack/react-query";
import { ChartColumn } from "lucide-react";
import { useMemo } from "react";
import type { UsageBreakdown } from "@/lib/admin-api/client/usage";
import { LoadError } from "../shell/load-error";
import { EmptyState } from "../ui/empty-state";
import { Notice } from "../ui/notice";
import { PageHeader } from "../ui/page-header";
import { Select } from "../ui/select";
import { Skeleton } from "../ui/skeleton";
import { TimeRangePicker } from "../ui/time-range-picker";
import { ExploreChart } from "./explore-chart";
import { ExploreControls } from "./explore-controls";
import { ExploreFilterBar } from "./explore-filter-bar";
import { ExploreTable } from "./explore-table";
import { ExploreTotals } from "./explore-totals";
import { BUCKET_OPTIONS, type ExploreView, exploreQuery, PERIODS, useExploreView } from "./explore-view";
import { exploreUsageQuery } from "./usage-queries";
import { UsageTabs } from "./usage-tabs";

/** Who spent what on what, and how that changed; every number leads to the requests behind it. */
export function UsagePage() {
  const explorer = useExploreView();
  const { view } = explorer;
  return (
    <div className="flex flex-col gap-4">
      <PageHeader
        title="Usage & cost"
        description="Who spent what on what. Every number leads to the requests behind it."
        actions={
          <>
            <Select
              aria-label="Bucket"
              className="w-28"
              value={view.bucket}
              onValueChange={(next) =>
                void explorer.setBucket(BUCKET_OPTIONS.find(({ value }) => value === next)?.value ?? null)
              }
              options={BUCKET_OPTIONS}
            />
            <TimeRangePicker value={view.range} onValueChange={explorer.setRange} presets={PERIODS} />
          </>
        }
      />
      <UsageTabs />
      <ExploreFilterBar view={view} />
      <ExploreControls
        view={view}
        onBy={(by) => void explorer.setBy(by)}
        onTagName={(name) => void explorer.setTagName(name)}
        onCompare={(compare) => void explorer.setCompare(compare)}
      />
      <Explored explorer={explorer} />
    </div>
  );
}

function Explored({ explorer }: { explorer: ReturnType<typeof useExploreView> }) {
  const { view } = explorer;
  const query = useMemo(() => exploreQuery(view), [view]);
  const { data: breakdown, error, refetch } = useQuery(exploreUsageQuery(query));
  const before = usePeriodBefore(view, breakdown);
  if (query === null) {
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon={ChartColumn} title="Which tag?">
          Choose the tag whose values are told apart. Keys carry tags, and calls may name more in x-gatehouse-tags.
        </EmptyState>
      </div>
    );
  }
  if (error) return <LoadError title="Usage could not be loaded" error={error} onRetry={() => void refetch()} />;
  if (!breakdown) return <UsageSkeleton />;
  if (breakdown.groups.length === 0) {
    return (
      <div className="rounded-md border bg-surface">
        <EmptyState icon={ChartColumn} title="Nothing was used here">
          No call in this period matches. Choose a longer period or take a filter away.
        </EmptyState>
      </div>
    );
  }
  return (
    <>
      <ExploreTotals breakdown={breakdown} />
      <Unpriced breakdown={breakdown} />
      <ExploreChart
        view={view}
        breakdown={breakdown}
        before={before}
        onMeasure={(measure) => void explorer.setMeasure(measure)}
        onStacked={(stacked) => void explorer.setStacked(stacked)}
      />
      <ExploreTable view={view} breakdown={breakdown} onNarrow={(filter) => void explorer.setFilters(filter)} />
    </>
  );
}

/** The same question about the span before; null unless it is asked for. */
function usePeriodBefore(view: ExploreView, breakdown: UsageBreakdown | undefined): UsageBreakdown | null {
  const query = useMemo(() => {
    const asked = exploreQuery(view);
    if (!view.compare || view.by === "token_class" || asked === null || breakdown === undefined) return null;
    const { period: _period, ...rest } = asked;
    return { ...rest, from: breakdown.previousFrom, to: breakdown.previousTo, bucket: breakdown.bucket };
  }, [view, breakdown]);
  const { data } = useQuery(exploreUsageQuery(query));
  return query === null ? null : (data ?? null);
}

function Unpriced({ breakdown }: { breakdown: UsageBreakdown }) {
  const calls = breakdown.groups.reduce((sum, group) => sum + group.unpricedRequests, 0);
  if (calls === 0) return null;
  return (
    <Notice kind="warn">
      {calls.toLocaleString("en-US")} {calls === 1 ? "call has" : "calls have"} an unknown cost, because the model had
      no price. They are not in the spend.
    </Notice>
  );
}

function UsageSkeleton() {
  return (
    <div className="flex flex-col gap-4" aria-busy>
      {["h-16", "h-96", "h-64"].map((height) => (
        <Skeleton key={height} className={`${height} rounded-md`} />
      ))}
    </div>
  );
}
