import { nameGroups } from "@/db/queries/usage/name-groups";
import { type GroupedBucket, type RankedUsage, rankUsage, seriesByGroup } from "@/db/queries/usage/rank-usage";
import { listBuckets } from "@/db/queries/usage/resolve-period";
import { sumUsage } from "@/db/queries/usage/sum-usage";
import type { UsageBreakdown, UsageDimension, UsageFilter, UsageGroup } from "@/lib/admin-api/schemas/usage";
import { totalTokens } from "@/lib/llm/usage";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { shareOf } from "./show-usage";
import { readSpan, type Span } from "./span";

const OTHER = "other";

type Input = UsageFilter & { by: UsageDimension; groups: number };

/** What the actor may see as series by team, project, key, model or provider: the biggest and everything else as `other`. */
export const getUsageBreakdown = defineRead({
  name: "usage.breakdown",
  permission: "usage:read",
  locate: anywhere,
  async read(work, _target, input: Input): Promise<UsageBreakdown> {
    const span = await readSpan(work, input);
    const groups = await listGroups(work, span, input);
    const { period, bucketing } = span;
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      bucket: bucketing.unit,
      timeZone: bucketing.timeZone,
      completeTo: span.completeTo.toISOString(),
      by: input.by,
      groups,
      series: await series(work, span, { by: input.by, groups }),
    };
  },
});

async function listGroups(work: Work, span: Span, { by, groups }: Input): Promise<UsageGroup[]> {
  const scope = readableRecords(work, "usage:read");
  const sums = await sumUsage(work.database, scope, span.filter);
  const whole: RankedUsage = { ...sums, id: OTHER, tokens: totalTokens(sums.usage) };
  const ranked = await rankUsage(work.database, scope, { filter: span.filter, by, limit: groups });
  const names = await nameGroups(work.database, work.organizationId, { by, ids: ranked.map((row) => row.id) });
  const named = ranked.map((row) => showGroup(row, row.id === "" ? "None" : (names.get(row.id) ?? row.id), whole));
  const rest = ranked.reduce(subtract, whole);
  return rest.requests > 0 ? [...named, showGroup(rest, "Other", whole)] : named;
}

function subtract(whole: RankedUsage, part: RankedUsage): RankedUsage {
  return {
    id: whole.id,
    costMicros: whole.costMicros - part.costMicros,
    requests: whole.requests - part.requests,
    tokens: whole.tokens - part.tokens,
    unpriced: whole.unpriced - part.unpriced,
  };
}

function showGroup(row: RankedUsage, name: string, whole: RankedUsage): UsageGroup {
  return {
    id: row.id,
    name,
    costUsd: usdFromMicros(row.costMicros),
    requests: row.requests,
    tokens: row.tokens,
    unpricedRequests: row.unpriced,
    share: shareOf(row, whole),
  };
}

async function series(
  work: Work,
  span: Span,
  of: { by: UsageDimension; groups: readonly UsageGroup[] },
): Promise<UsageBreakdown["series"]> {
  const scope = readableRecords(work, "usage:read");
  const groupIds = of.groups.map((group) => group.id).filter((id) => id !== OTHER);
  const buckets = await listBuckets(work.database, span.filter, span.bucketing);
  const rows = await seriesByGroup(work.database, scope, { ...span, by: of.by, groupIds });
  const rowsAt = Map.groupBy(rows, (row) => row.start.getTime());
  return buckets.map(({ start, end }) => ({
    start: start.toISOString(),
    complete: end <= span.completeTo,
    values: Object.fromEntries((rowsAt.get(start.getTime()) ?? []).map((row) => [row.id, showValue(row)])),
  }));
}

function showValue(row: GroupedBucket): { costUsd: string; requests: number; tokens: number } {
  return { costUsd: usdFromMicros(row.costMicros), requests: row.requests, tokens: row.tokens };
}
