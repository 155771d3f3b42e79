import { rollupWatermark } from "@/db/queries/ledger/rebuild-usage-hour";
import { findTimeZone } from "@/db/queries/usage/find-time-zone";
import { type ResolvedPeriod, resolvePeriod, resolveSpan } from "@/db/queries/usage/resolve-period";
import type { UsageFilter as UsageConditions } from "@/db/queries/usage/usage-filter";
import { findWholeDays } from "@/db/queries/usage/whole-days";
import type { ExploreBucket, UsageBreakdownFilter, UsageFilter } from "@/lib/admin-api/schemas/usage";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** What a reader asked to look at: the time, how finely, and what of it. */
export interface Span<Unit = "hour" | "day"> {
  period: ResolvedPeriod;
  /** The named period has not ended yet, so its end can be projected. */
  running: boolean;
  bucketing: { unit: Unit; timeZone: string };
  /** For the span itself and the one before it. */
  filter: UsageConditions;
  previousFilter: UsageConditions;
  /** Roll-ups hold everything that finished before this. */
  completeTo: Date;
}

const HOUR_MS = 3_600_000;
const HOURS_SHOWN_MS = 3 * 24 * HOUR_MS;
const MAX_HOURS_MS = 32 * 24 * HOUR_MS;
const MAX_SPAN_MS = 400 * 24 * HOUR_MS;

/** Resolves a query by the database's clock and the organization's time zone. Throws AdminError `invalid_request`. */
export async function readSpan<Unit extends ExploreBucket>(work: Work, input: Asked<Unit>): Promise<Span<Unit>> {
  const timeZone = await findTimeZone(work.database, work.organizationId);
  const period = await readPeriod(work, input, timeZone);
  const shown = { from: period.from, to: earlier(period.to, period.now) };
  const { teamId, projectId, keyId, model, providerId, personId, costCentre } = input;
  const label = readLabel(input);
  const before = { from: period.previousFrom, to: period.previousTo };
  const [days, daysBefore] = await findWholeDays(work.database, [shown, before], timeZone);
  const narrowed = { teamId, projectId, keyId, model, providerId, personId, costCentre, label };
  return {
    period,
    running: period.to > period.now,
    bucketing: { unit: readUnit(input, shown), timeZone },
    filter: { ...narrowed, ...shown, days },
    previousFilter: { ...narrowed, ...before, days: daysBefore },
    completeTo: await rollupWatermark(work.database.sql),
  };
}

type Asked<Unit> = Omit<UsageFilter, "bucket"> & { bucket?: Unit | undefined } & Partial<
    Pick<UsageBreakdownFilter, "personId" | "costCentre" | "endUser" | "tag">
  >;

function readLabel({ endUser, tag }: Pick<UsageBreakdownFilter, "endUser" | "tag">): UsageConditions["label"] {
  if (endUser !== undefined && tag !== undefined)
    throw invalidField("tag", "narrow by an end user or by a tag, not both");
  if (endUser !== undefined) return { kind: "end_user", value: endUser };
  if (tag === undefined) return undefined;
  const end = tag.indexOf("=");
  return { kind: `tag:${tag.slice(0, end)}`, value: tag.slice(end + 1) };
}

async function readPeriod(
  work: Work,
  input: Pick<UsageFilter, "from" | "to" | "period">,
  timeZone: string,
): Promise<ResolvedPeriod> {
  if (input.from === undefined && input.to === undefined) return resolvePeriod(work.database, input.period, timeZone);
  if (input.from === undefined || input.to === undefined) {
    throw invalidField(input.from === undefined ? "from" : "to", "give both from and to, or neither");
  }
  const from = new Date(input.from);
  const to = new Date(input.to);
  if (from >= to) throw invalidField("to", "must be after from");
  if (to.getTime() - from.getTime() > MAX_SPAN_MS) throw invalidField("to", "must be at most 400 days after from");
  return resolveSpan(work.database, from, to);
}

function readUnit<Unit extends ExploreBucket>(input: Asked<Unit>, shown: { from: Date; to: Date }): Unit {
  const lengthMs = shown.to.getTime() - shown.from.getTime();
  if (input.bucket === "hour" && lengthMs > MAX_HOURS_MS) throw invalidField("bucket", "hours are for at most 32 days");
  return input.bucket ?? ((lengthMs <= HOURS_SHOWN_MS ? "hour" : "day") as Unit);
}

function earlier(left: Date, right: Date): Date {
  return left < right ? left : right;
}
