import { nameGroups } from "@/db/queries/usage/name-groups";
import { rankUsage } from "@/db/queries/usage/rank-usage";
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
    const rows = await sumUsagePerBucket(work.database, scope, span);
    const sums = rows.reduce((whole, row) => addSums(whole, row.sums), NO_SUMS);
    const before = await sumUsage(work.database, scope, span.previousFilter);
    const { period, bucketing } = span;
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      bucket: bucketing.unit,
      timeZone: bucketing.timeZone,
      completeTo: span.completeTo.toISOString(),
      spend: { ...showSpend(span, sums, before), budget: await findUsageBudget(work, input, bucketing.timeZone) },
      requests: showOutcomes(sums),
      previousRequests: showOutcomes(before),
      tokens: sums.usage,
      previousTokens: before.usage,
      ttft: percentilesOf(sums.ttftHistogram),
      previousTtft: percentilesOf(before.ttftHistogram),
      duration: percentilesOf(sums.durationHistogram),
      previousDuration: percentilesOf(before.durationHistogram),
      series: await series(work, span, rows),
      top: await topLists(work, span, sums),
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

async function series(
  work: Work,
  span: Span,
  rows: readonly { start: Date; sums: UsageSums }[],
): Promise<UsageOverview["series"]> {
  const buckets = await listBuckets(work.database, span.filter, span.bucketing);
  const sumsAt = new Map(rows.map((row) => [row.start.getTime(), row.sums]));
  return buckets.map(({ start, end }) =>
    showPoint(start, sumsAt.get(start.getTime()) ?? NO_SUMS, end <= span.completeTo),
  );
}

async function topLists(work: Work, span: Span, whole: UsageSums): Promise<UsageOverview["top"]> {
  const scope = readableRecords(work, "usage:read");
  const ranked = await rankUsage(work.database, scope, { filter: span.filter, by: TOP_LISTS, limit: TOP });
  const top = async (by: (typeof TOP_LISTS)[number]) => {
    const ids = ranked[by].map((row) => row.id);
    const names = await nameGroups(work.database, work.organizationId, { by, ids });
    return ranked[by].map((row) => showTop(row, names, whole));
  };
  return {
    teams: await top("team"),
    projects: await top("project"),
    models: await top("model"),
    keys: await top("key"),
  };
}
