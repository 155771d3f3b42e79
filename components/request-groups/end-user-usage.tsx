import type { UsageBreakdown } from "@/lib/admin-api/client/usage";
import { TimeSeriesChart } from "../charts/time-series-chart";
import { formatCompact, formatCount } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import { MEASURES } from "../usage/explore-words";
import { GroupFacts } from "./group-facts";

/** What one end user took in a span: sums, and the spend over time by model. */
export function EndUserUsage({ breakdown }: { breakdown: UsageBreakdown }) {
  const { groups } = breakdown;
  const sum = (read: (group: (typeof groups)[number]) => number) => groups.reduce((all, group) => all + read(group), 0);
  const refused = sum((group) => group.refused);
  const failed = sum((group) => group.failed);
  const unknown = sum((group) => group.unpricedRequests);
  const series = groups.map(({ id, name }) => ({ key: id, label: id === "" ? "No model" : name }));
  const points = breakdown.series.map(({ start, complete, values }) => ({
    start,
    complete,
    values: Object.fromEntries(Object.entries(values).map(([id, { costUsd }]) => [id, Number(costUsd)])),
  }));
  return (
    <>
      <GroupFacts
        facts={[
          {
            term: "Cost",
            value: formatUsd(sum((group) => Number(group.costUsd)).toFixed(6)),
            ...(unknown > 0 ? { hint: `${formatCount(unknown)} of unknown cost` } : {}),
          },
          { term: "Calls", value: formatCount(sum((group) => group.requests)) },
          { term: "Tokens", value: formatCompact(sum((group) => group.tokens)) },
          { term: "Errors", value: formatCount(refused + failed), hint: `${refused} refused, ${failed} failed` },
        ]}
      />
      <TimeSeriesChart
        kind="bars"
        title={`Spend by ${breakdown.bucket}, by model`}
        description={`Days of ${breakdown.timeZone}`}
        series={series}
        points={points}
        time={breakdown}
        unit={MEASURES.cost.unit}
        height={200}
      />
    </>
  );
}
