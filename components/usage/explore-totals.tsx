import type { UsageBreakdown } from "@/lib/admin-api/client/usage";
import { Card } from "../ui/card";
import { formatChange, formatCompact, formatCount, formatShare } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";

/** What all groups come to, beside the period before: Σ of the table, and of the chart. */
export function ExploreTotals({ breakdown }: { breakdown: UsageBreakdown }) {
  const { groups } = breakdown;
  const sum = (read: (group: (typeof groups)[number]) => number) => groups.reduce((all, group) => all + read(group), 0);
  const cost = sum((group) => Number(group.costUsd));
  const before = sum((group) => Number(group.previous.costUsd));
  const requests = sum((group) => group.requests);
  const tokens = sum((group) => group.tokens);
  const failed = sum((group) => group.failed);
  const tiles = [
    { label: "Spend", value: formatUsd(cost.toFixed(6)), change: formatChange(cost, before) },
    {
      label: "Requests",
      value: formatCount(requests),
      change: formatChange(
        requests,
        sum((group) => group.previous.requests),
      ),
    },
    {
      label: "Tokens",
      value: formatCompact(tokens),
      change: formatChange(
        tokens,
        sum((group) => group.previous.tokens),
      ),
    },
    { label: "Errors", value: formatCount(failed), change: formatShare(failed, requests) },
  ];
  return (
    <dl className="grid grid-cols-2 gap-3 lg:grid-cols-4">
      {tiles.map(({ label, value, change }) => (
        <Card key={label} className="flex flex-col gap-1 px-4 py-3">
          <dt className="text-faint text-xs">{label}</dt>
          <dd className="flex flex-wrap items-baseline gap-x-2">
            <span className="font-semibold text-ink text-xl tabular-nums tracking-tight">{value}</span>
            {change === null ? null : <span className="text-faint text-xs tabular-nums">{change}</span>}
          </dd>
        </Card>
      ))}
    </dl>
  );
}
