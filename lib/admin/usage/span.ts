import { rollupWatermark } from "@/db/queries/ledger/rebuild-usage-hour";
import { findTimeZone } from "@/db/queries/usage/find-time-zone";
import { type ResolvedPeriod, resolvePeriod, resolveSpan } from "@/db/queries/usage/resolve-period";
import type { UsageFilter as UsageConditions } from "@/db/queries/usage/usage-filter";
import type { UsageFilter } from "@/lib/admin-api/schemas/usage";
import { invalidField } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** What a reader asked to look at: the time, how finely, and what of it. */
export interface Span {
  period: ResolvedPeriod;
  /** The named period has not ended yet, so its end can be projected. */
  running: boolean;
  bucketing: { unit: "hour" | "day"; timeZone: string };
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
export async function readSpan(work: Work, input: UsageFilter): Promise<Span> {
  const timeZone = await findTimeZone(work.database, work.organizationId);
  const period = await readPeriod(work, input, timeZone);
  const shown = { from: period.from, to: earlier(period.to, period.now) };
  const { teamId, projectId, keyId, model, providerId } = input;
  const narrowed = { teamId, projectId, keyId, model, providerId };
  return {
    period,
    running: period.to > period.now,
    bucketing: { unit: readUnit(input, shown), timeZone },
    filter: { ...narrowed, ...shown },
    previousFilter: { ...narrowed, from: period.previousFrom, to: period.previousTo },
    completeTo: await rollupWatermark(work.database.sql),
  };
}

async function readPeriod(work: Work, input: UsageFilter, timeZone: string): Promise<ResolvedPeriod> {
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

function readUnit(input: UsageFilter, shown: { from: Date; to: Date }): "hour" | "day" {
  const lengthMs = shown.to.getTime() - shown.from.getTime();
  if (input.bucket === "hour" && lengthMs > MAX_HOURS_MS) throw invalidField("bucket", "hours are for at most 32 days");
  return input.bucket ?? (lengthMs <= HOURS_SHOWN_MS ? "hour" : "day");
}

function earlier(left: Date, right: Date): Date {
  return left < right ? left : right;
}
