import {
  type ExploredCell,
  type ExploredGroup,
  type ExploreQuery,
  type ExploreSums,
  exploreSeries,
  rankGroups,
} from "@/db/queries/usage/explore-usage";
import { nameGroups } from "@/db/queries/usage/name-groups";
import { listBuckets } from "@/db/queries/usage/resolve-period";
import type {
  ExploreBucket,
  UsageBreakdown,
  UsageBreakdownFilter,
  UsageCell,
  UsageGroup,
} from "@/lib/admin-api/schemas/usage";
import { invalidField } from "@/lib/errors/admin-error";
import { totalTokens } from "@/lib/llm/usage";
import { usdFromMicros } from "@/lib/money";
import type { Work } from "../context";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { percentilesOf } from "./percentile";
import { shareOf } from "./show-usage";
import { readSpan, type Span } from "./span";

const OTHER = "other";

/**
 * What the actor may see as series by one dimension: the biggest groups and everything else as `other`, each beside the span before.
 * Groups add up to their series and to the whole, whatever the dimension.
 */
export const getUsageBreakdown = defineRead({
  name: "usage.breakdown",
  permission: "usage:read",
  locate: anywhere,
  async read(work, _target, input: UsageBreakdownFilter): Promise<UsageBreakdown> {
    refuseUnanswerable(input);
    const span = await readSpan<ExploreBucket>(work, input);
    const query: ExploreQuery = {
      filter: span.filter,
      previous: span.previousFilter,
      by: input.by,
      tagName: input.tagName ?? "",
      bucketing: span.bucketing,
    };
    const groups = await listGroups(work, query, input.groups);
    const { period, bucketing } = span;
    return {
      from: period.from.toISOString(),
      to: period.to.toISOString(),
      previousFrom: period.previousFrom.toISOString(),
      previousTo: period.previousTo.toISOString(),
      bucket: bucketing.unit,
      timeZone: bucketing.timeZone,
      completeTo: span.completeTo.toISOString(),
      by: input.by,
      tagName: input.by === "tag" ? (input.tagName ?? null) : null,
      groups,
      series: await series(work, span, { query, groups, detail: input.detail }),
    };
  },
});

/** Roll-ups hold one label at a time, and no latency by label. */
function refuseUnanswerable({ by, tagName, endUser, tag, detail }: UsageBreakdownFilter): void {
  if (by === "tag" && tagName === undefined) throw invalidField("tagName", "say which tag, such as feature");
  const labelled = endUser !== undefined || tag !== undefined;
  if (detail === "latency" && (labelled || by === "tag" || by === "end_user")) {
    throw invalidField("detail", "latency is kept by team, project, key, person, model and provider only");
  }
  const sameUser = by === "end_user" && tag === undefined;
  const sameTag = by === "tag" && endUser === undefined && (tag === undefined || tag.startsWith(`${tagName}=`));
  if (labelled && (by === "tag" || by === "end_user") && !sameUser && !sameTag) {
    throw invalidField("by", "calls narrowed to an end user or tag cannot be told apart by another one");
  }
}

async function listGroups(work: Work, query: ExploreQuery, limit: number): Promise<UsageGroup[]> {
  const scope = readableRecords(work, "usage:read");
  const ranked = await rankGroups(work.database, scope, { ...query, limit });
  const ids = ranked.flatMap(({ id }) => (id === null ? [] : [id]));
  const names = await nameGroups(work.database, work.organizationId, { by: query.by, ids });
  const whole = {
    costMicros: ranked.reduce((sum, row) => sum + row.costMicros, 0n),
    requests: ranked.reduce((sum, row) => sum + row.requests, 0),
  };
  return ranked.map((row) => showGroup(row, { names, whole }));
}

function showGroup(
  row: ExploredGroup,
  { names, whole }: { names: ReadonlyMap<string, string>; whole: { costMicros: bigint; requests: number } },
): UsageGroup {
  const { id, previous, unpriced } = row;
  return {
    id: id ?? OTHER,
    name: id === null ? "Other" : id === "" ? "None" : (names.get(id) ?? id),
    ...showSums(row),
    unpricedRequests: unpriced,
    share: shareOf(row, whole),
    tokenClasses: row.usage,
    previous: {
      costUsd: usdFromMicros(previous.costMicros),
      requests: previous.requests,
      tokens: previous.tokens,
    },
  };
}

interface Shown {
  query: ExploreQuery;
  groups: readonly UsageGroup[];
  detail: UsageBreakdownFilter["detail"];
}

async function series(work: Work, span: Span<ExploreBucket>, shown: Shown): Promise<UsageBreakdown["series"]> {
  const scope = readableRecords(work, "usage:read");
  const groupIds = shown.groups.map((group) => group.id).filter((id) => id !== OTHER);
  const latency = shown.detail === "latency";
  const [buckets, cells] = await Promise.all([
    listBuckets(work.database, span.filter, span.bucketing),
    exploreSeries(work.database, scope, { ...shown.query, groupIds, latency }),
  ]);
  const cellsAt = Map.groupBy(cells, (cell) => cell.start.getTime());
  return buckets.map(({ start, end }) => ({
    start: start.toISOString(),
    complete: end <= span.completeTo,
    values: Object.fromEntries(
      (cellsAt.get(start.getTime()) ?? []).map((cell) => [cell.id ?? OTHER, showCell(cell, shown.detail)]),
    ),
  }));
}

function showCell(cell: ExploredCell, detail: Shown["detail"]): UsageCell {
  return {
    ...showSums(cell),
    ...(detail === "tokens" ? { tokenClasses: cell.usage } : {}),
    ...(cell.durations === null ? {} : { duration: percentilesOf(cell.durations) }),
  };
}

function showSums({ costMicros, requests, refused, failed, aborted, usage }: ExploreSums) {
  return { costUsd: usdFromMicros(costMicros), requests, tokens: totalTokens(usage), refused, failed, aborted };
}
