import type { TokenCounts, UsageBudget, UsageOverview, UsagePoint } from "@/lib/admin-api/client/usage";
import { requestsHref } from "../shell/links";
import { formatDuration } from "../ui/format/format-duration";
import { formatChange, formatCompact, formatCount, formatShare } from "../ui/format/format-number";
import { formatUsd } from "../ui/format/format-usd";
import { QuotaBar } from "../ui/quota-bar";
import { StatLines, StatTile } from "./stat-tile";

interface StatTilesProps {
  overview: UsageOverview;
}

/** The period in four numbers. */
export function StatTiles({ overview }: StatTilesProps) {
  return (
    <div className="grid gap-3 sm:grid-cols-2 xl:grid-cols-4">
      <SpendTile overview={overview} />
      <RequestsTile overview={overview} />
      <TokensTile overview={overview} />
      <LatencyTile overview={overview} />
    </div>
  );
}

/** The finished buckets as a line; the unfinished one would always fall. */
function trendOf({ series, bucket }: UsageOverview, what: string, read: (point: UsagePoint) => number) {
  const values = series.filter((point) => point.complete).map(read);
  return { values, label: `${what} by ${bucket}` };
}

const WINDOWS = { day: "today", week: "this week", month: "this month", lifetime: "in all" };

function budgetName({ scopeKind, scopeName }: UsageBudget): string {
  return scopeKind === "organization" ? "Budget" : `Budget of ${scopeName}`;
}

function SpendTile({ overview }: StatTilesProps) {
  const { spend } = overview;
  const { budget } = spend;
  return (
    <StatTile
      label="Spend"
      value={formatUsd(spend.costUsd)}
      change={formatChange(Number(spend.costUsd), Number(spend.previousCostUsd))}
      trend={trendOf(overview, "Spend", (point) => Number(point.costUsd))}
    >
      {budget ? (
        <QuotaBar
          label={`${budgetName(budget)} ${WINDOWS[budget.window]}`}
          standing={{
            unit: "usd",
            settled: budget.usedUsd,
            held: "0",
            limit: budget.limitUsd,
            resetsAt: budget.resetsAt,
            projected: budget.projectedUsd,
          }}
        />
      ) : (
        <StatLines
          lines={[
            { label: "Projected end", value: spend.projectedUsd === null ? "—" : formatUsd(spend.projectedUsd) },
            { label: "Budget", value: "none set" },
          ]}
        />
      )}
    </StatTile>
  );
}

function RequestsTile({ overview }: StatTilesProps) {
  const { requests, previousRequests, from, to } = overview;
  const rate = (part: number) => `${formatShare(part, requests.requests)} · ${formatCount(part)}`;
  return (
    <StatTile
      label="Requests"
      value={formatCompact(requests.requests)}
      change={formatChange(requests.requests, previousRequests.requests)}
      href={requestsHref({ from, to })}
      trend={trendOf(overview, "Requests", (point) => point.requests)}
    >
      <StatLines
        lines={[
          { label: "Finished", value: rate(requests.ok) },
          { label: "Refused by policy", value: rate(requests.refused) },
          { label: "Failed", value: rate(requests.failed) },
        ]}
      />
    </StatTile>
  );
}

function sum(tokens: TokenCounts): { input: number; output: number; cached: number; total: number } {
  const of = (...classes: (keyof TokenCounts)[]) => classes.reduce((all, one) => all + (tokens[one] ?? 0), 0);
  const input = of("uncachedInput", "cacheRead", "cacheWrite", "cacheWriteLong", "audioInput", "image");
  const output = of("output", "reasoning", "audioOutput");
  return { input, output, cached: of("cacheRead"), total: input + output };
}

function TokensTile({ overview }: StatTilesProps) {
  const tokens = sum(overview.tokens);
  return (
    <StatTile
      label="Tokens"
      value={formatCompact(tokens.total)}
      change={formatChange(tokens.total, sum(overview.previousTokens).total)}
      trend={trendOf(overview, "Tokens", (point) => point.inputTokens + point.outputTokens)}
    >
      <StatLines
        lines={[
          { label: "In", value: formatCompact(tokens.input) },
          { label: "Out", value: formatCompact(tokens.output) },
          { label: "In, read from the provider's cache", value: formatShare(tokens.cached, tokens.input) },
        ]}
      />
    </StatTile>
  );
}

function LatencyTile({ overview }: StatTilesProps) {
  const { ttft, previousTtft, duration } = overview;
  const spread = (of: typeof ttft) => `${formatDuration(of.p95)} · ${formatDuration(of.p99)}`;
  const change = ttft.p50 !== null && previousTtft.p50 !== null ? formatChange(ttft.p50, previousTtft.p50) : null;
  return (
    <StatTile
      label="Time to first token, p50"
      value={formatDuration(ttft.p50)}
      change={change}
      trend={trendOf(overview, "Median time to first token", (point) => point.ttft.p50 ?? 0)}
    >
      <StatLines
        lines={[
          { label: "First token p95 · p99", value: spread(ttft) },
          { label: "Whole call p50", value: formatDuration(duration.p50) },
          { label: "Whole call p95 · p99", value: spread(duration) },
        ]}
      />
    </StatTile>
  );
}
