import { nameGroups } from "@/db/queries/usage/name-groups";
import { type RankedUsage, rankUsage } from "@/db/queries/usage/rank-usage";
import { listBuckets } from "@/db/queries/usage/resolve-period";
import { sumUsage, sumUsagePerBucket } from "@/db/queries/usage/sum-usage";
import { addSums, type UsageSums } from "@/db/queries/usage/usage-sums";
import type { UsageFilter, UsageOverview } from "@/lib/admin-api/schemas/usage";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { findUsageBudget } from "./find-budget";
import { percentilesOf } from "./percentile";
import { projectToEnd } from "./projection";
import { NO_SUMS, showOutcomes, showPoint, showTop } from "./show-usage";
import { readSpan, type Span } from "./span";

const TOP = 5;
const TOP_LISTS = ["team", "project", "model", "key"] as const;

/** Spend, calls, tokens and latency of what the actor may see, beside the period before, with series and top lists. */
export const getUsageOverview = defineRead({
  name: "usage.overview",
  permission: "usage:read",
  locate: anywhere,
  async read(work, _target, input: UsageFilter): Promise<UsageOverview> {
    const span = await readSpan(work, input);
    const scope = readableRecords(work, "usage:read");
    const { period, bucketing } = span;
    const [rows, before, budget, buckets, ranked] = await Promise.all([
      sumUsagePerBucket(work.database, scope, span),
      sumUsage(work.database, scope, span.previousFilter),
      findUsageBudget(work, input, bucketing.timeZone),
      listBuckets(work.database, span.filter, bucketing),
      rankUsage(work.database, scope, { filter: span.filter, by: TOP_LISTS, limit: TOP }),
    ]);
    const sums = rows.reduce((whole, row) => addSums(whole, row.sums), NO_SUMS);
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      bucket: bucketing.unit,
      timeZone: bucketing.timeZone,
      completeTo: span.completeTo.toISOString(),
      spend: { ...showSpend(span, sums, before), budget },
      requests: showOutcomes(sums),
      previousRequests: showOutcomes(before),
      tokens: sums.usage,
      previousTokens: before.usage,
      ttft: percentilesOf(sums.ttftHistogram),
      previousTtft: percentilesOf(before.ttftHistogram),
      duration: percentilesOf(sums.durationHistogram),
      previousDuration: percentilesOf(before.durationHistogram),
      series: series(buckets, rows, span.completeTo),
      top: await topLists(work, ranked, sums),
    };
  },
});

function showSpend(span: Span, sums: UsageSums, before: UsageSums): Omit<UsageOverview["spend"], "budget"> {
  const { from, to, now } = span.period;
  const projected = span.running ? projectToEnd(sums.costMicros, { start: from, now, end: to }) : null;
  return {
    costUsd: usdFromMicros(sums.costMicros),
    previousCostUsd: usdFromMicros(before.costMicros),
    projectedUsd: projected === null ? null : usdFromMicros(projected),
    unpricedRequests: sums.unpriced,
    simulatedRequests: sums.simulated,
  };
}

function series(
  buckets: readonly { start: Date; end: Date }[],
  rows: readonly { start: Date; sums: UsageSums }[],
  completeTo: Date,
): UsageOverview["series"] {
  const sumsAt = new Map(rows.map((row) => [row.start.getTime(), row.sums]));
  return buckets.map(({ start, end }) => showPoint(start, sumsAt.get(start.getTime()) ?? NO_SUMS, end <= completeTo));
}

type Ranked = Record<(typeof TOP_LISTS)[number], RankedUsage[]>;

async function topLists(work: Work, ranked: Ranked, whole: UsageSums): Promise<UsageOverview["top"]> {
  const top = async (by: keyof Ranked) => {
    const ids = ranked[by].map((row) => row.id);
    const names = await nameGroups(work.database, work.organizationId, { by, ids });
    return ranked[by].map((row) => showTop(row, names, whole));
  };
  const [teams, projects, models, keys] = await Promise.all([top("team"), top("project"), top("model"), top("key")]);
  return { teams, projects, models, keys };
}
