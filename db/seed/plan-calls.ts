import { type Fate, RETRYABLE, type Refusal, type UpstreamTrouble } from "./demo-fate";
import { HABITS } from "./demo-habits";
import type { DemoKey, DemoProject } from "./demo-project";
import type { Chance } from "./random";

/** One call of the demo before it has ids, prices and a trace. */
export interface PlannedCall {
  startedAt: Date;
  /** Null: nobody's key. */
  key: DemoKey | null;
  /** What the caller asked for. */
  model: string;
  stream: boolean;
  fate: Fate;
  /** The length of a prompt that is always the same. */
  inputTokens?: number;
}

/** A month to look at and one to compare it with. */
export const DEMO_DAYS = 62;
/** This many days before the demo was made, the first target of many models failed for three hours. */
const INCIDENT_DAYS_AGO = 9;
const INCIDENT_HOURS_UTC = [13, 14, 15];
const MINUTE_MS = 60_000;
const LOOP_MS = 4 * MINUTE_MS;
const LOOP_INPUT_TOKENS = 1_846;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Berlin is one or two hours ahead; the shape of a day does not need to know which. */
const LOCAL_SHIFT_HOURS = 1;

/** Everything that was called in the days before `base`, in the order it began. The same seed and base give the same calls. */
export function planCalls(projects: readonly DemoProject[], base: Date, chance: Chance): PlannedCall[] {
  const calls: PlannedCall[] = [];
  const firstHour = Math.floor(base.getTime() / HOUR_MS) * HOUR_MS - DEMO_DAYS * DAY_MS;
  for (let hour = firstHour; hour <= base.getTime(); hour += HOUR_MS) {
    for (const key of projects.flatMap((project) => project.keys)) {
      const expected = expectedCalls(key, new Date(hour), base);
      for (let count = chance.poisson(expected); count > 0; count--) calls.push(planCall(key, hour, { base, chance }));
    }
    for (const key of projects.flatMap((project) => project.keys))
      calls.push(...loopCalls(key, hour, { base, chance }));
    for (let count = chance.poisson(0.12); count > 0; count--) calls.push(strangerCall(hour, chance));
  }
  return calls
    .filter((call) => call.startedAt < base && !isAfterPause(call, base))
    .toSorted((one, other) => one.startedAt.getTime() - other.startedAt.getTime());
}

/** A paused key is quiet: its people know. */
function isAfterPause({ key, startedAt }: PlannedCall, base: Date): boolean {
  return key?.loop !== undefined && startedAt > loopPausedAt(key.loop, base);
}

/** Traffic follows the hour, the weekday and slow growth; keys that ended stop half-way. */
function expectedCalls(key: DemoKey, hour: Date, base: Date): number {
  const shape = HABITS[key.habit];
  const local = new Date(hour.getTime() + LOCAL_SHIFT_HOURS * HOUR_MS);
  const weights = shape.hours.reduce((sum, weight) => sum + weight, 0);
  const ofDay = (shape.hours[local.getUTCHours()] ?? 0) / weights;
  const weekday = local.getUTCDay() === 0 || local.getUTCDay() === 6 ? shape.weekend : 1;
  const daysAgo = (base.getTime() - hour.getTime()) / DAY_MS;
  return key.callsPerDay * ofDay * weekday * adoption(daysAgo) * lifetime(key, daysAgo);
}

/** Two months ago few had heard of it. */
function adoption(daysAgo: number): number {
  return 0.78 * Math.exp(-daysAgo / 42);
}

/** A loop begins in one hour and lasts four minutes; the key is paused then. */
function loopCalls(key: DemoKey, hour: number, { base, chance }: { base: Date; chance: Chance }): PlannedCall[] {
  if (key.loop === undefined) return [];
  const began = loopBegan(key.loop, base);
  if (began < hour || began >= hour + HOUR_MS) return [];
  const [[model] = [""]] = key.models;
  return Array.from({ length: key.loop.calls }, () => {
    const startedAt = new Date(began + chance.whole(0, LOOP_MS));
    return { startedAt, key, model, stream: false, fate: { kind: "ok" }, inputTokens: LOOP_INPUT_TOKENS } as const;
  });
}

function loopBegan({ minutesAgo }: NonNullable<DemoKey["loop"]>, base: Date): number {
  return base.getTime() - minutesAgo * MINUTE_MS;
}

/** When the guard paused a key that looped: as the loop ended. */
export function loopPausedAt(loop: NonNullable<DemoKey["loop"]>, base: Date): Date {
  return new Date(loopBegan(loop, base) + LOOP_MS);
}

/** What ended still calls a little, which is what its refusals are made of. */
function lifetime(key: DemoKey, daysAgo: number): number {
  const ended = key.fate === "disabled" || key.fate === "revoked" || key.fate === "expired";
  return ended && daysAgo < ENDED_DAYS_AGO ? 0.15 : 1;
}

/** When keys that are disabled, revoked or expired came to that. */
export const ENDED_DAYS_AGO = 11;

function planCall(key: DemoKey, hour: number, at: { base: Date; chance: Chance }): PlannedCall {
  const { base, chance } = at;
  const shape = HABITS[key.habit];
  const startedAt = new Date(hour + chance.whole(0, HOUR_MS - 1));
  const stream = chance.happens(shape.streamShare);
  const daysAgo = (base.getTime() - startedAt.getTime()) / DAY_MS;
  const refusal = refusalOf(key, { daysAgo, chance });
  const model = chance.weighted(key.models);
  if (refusal !== null)
    return {
      startedAt,
      key,
      model: misnamed(refusal, model, chance),
      stream,
      fate: { kind: "refused", code: refusal },
    };
  return { startedAt, key, model, stream, fate: upstreamFate(key, { startedAt, stream, daysAgo, chance }) };
}

function refusalOf(key: DemoKey, at: { daysAgo: number; chance: Chance }): Refusal | null {
  const { daysAgo, chance } = at;
  if (daysAgo < ENDED_DAYS_AGO && key.fate === "disabled") return "key_disabled";
  if (daysAgo < ENDED_DAYS_AGO && (key.fate === "revoked" || key.fate === "expired")) return "invalid_api_key";
  if (key.habit === "ci" && chance.happens(0.05)) return "rate_limit_exceeded";
  if (key.habit === "batch" && chance.happens(0.012)) return "rate_limit_exceeded";
  if (key.habit === "developer" && chance.happens(0.09)) return chance.weighted(DEVELOPER_MISTAKES);
  return chance.happens(0.0015) ? chance.weighted(RARE_MISTAKES) : null;
}

const DEVELOPER_MISTAKES: readonly (readonly [Refusal, number])[] = [
  ["model_not_found", 4],
  ["model_not_allowed", 2],
  ["invalid_request", 3],
  ["invalid_json", 2],
  ["unsupported_parameter", 2],
  ["unsupported_media_type", 1],
];
const RARE_MISTAKES: readonly (readonly [Refusal, number])[] = [
  ["request_too_large", 3],
  ["rate_limit_exceeded", 3],
  ["invalid_request", 2],
  ["model_not_allowed", 2],
];

/** Only a key that may call everything learns that a name does not exist; others learn that they may not use it. */
function misnamed(refusal: Refusal, model: string, chance: Chance): string {
  if (refusal === "model_not_found") return chance.pick(["atlas4", "atlas-5", "sable-pro-max", "onyx"]);
  return refusal === "model_not_allowed" ? chance.pick(["onyx-reason", "harbor-72b"]) : model;
}

function upstreamFate(key: DemoKey, at: { startedAt: Date; stream: boolean; daysAgo: number; chance: Chance }): Fate {
  const { startedAt, stream, daysAgo, chance } = at;
  const isIncident = Math.floor(daysAgo) === INCIDENT_DAYS_AGO && INCIDENT_HOURS_UTC.includes(startedAt.getUTCHours());
  if (isIncident && chance.happens(0.8)) return incidentFate(chance);
  if (stream && chance.happens(HABITS[key.habit].abortShare)) return { kind: "aborted", done: chance.next() };
  if (stream && chance.happens(0.0012)) return { kind: "truncated" };
  if (stream && chance.happens(0.0008)) return { kind: "interrupted", done: chance.next() };
  if (chance.happens(0.006)) return { kind: "rescued", trouble: chance.weighted(ORDINARY_TROUBLES) };
  return chance.happens(0.005) ? { kind: "failed", trouble: chance.weighted(LASTING_TROUBLES) } : { kind: "ok" };
}

const ORDINARY_TROUBLES: readonly (readonly [UpstreamTrouble, number])[] = [
  ["overloaded", 4],
  ["upstream_rate_limited", 3],
  ["upstream_timeout", 2],
  ["upstream_error", 2],
];
const LASTING_TROUBLES: readonly (readonly [UpstreamTrouble, number])[] = [
  ["context_length_exceeded", 4],
  ["upstream_rejected", 4],
  ["upstream_timeout", 2],
  ["upstream_auth_error", 1],
  ["overloaded", 2],
];

/** The other region answered for most. */
function incidentFate(chance: Chance): Fate {
  const trouble = chance.pick<UpstreamTrouble>(["upstream_error", "overloaded", "upstream_timeout"]);
  return chance.happens(0.7) && RETRYABLE.has(trouble) ? { kind: "rescued", trouble } : { kind: "failed", trouble };
}

/** Somebody without a key of ours. */
function strangerCall(hour: number, chance: Chance): PlannedCall {
  const code: Refusal = chance.happens(0.15) ? "conflicting_credentials" : "invalid_api_key";
  const startedAt = new Date(hour + chance.whole(0, HOUR_MS - 1));
  return { startedAt, key: null, model: "", stream: false, fate: { kind: "refused", code } };
}
