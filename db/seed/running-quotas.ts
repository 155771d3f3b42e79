import type { Quota } from "@/lib/quotas/contract";

/** What a call adds to the quotas it runs against. */
export interface Booked {
  costMicros: bigint;
  tokens: number;
}

interface Running {
  window: string;
  used: bigint;
}

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

/** How full every quota was at each moment of the past, so that the demo's refusals and traces are true. */
export class RunningQuotas {
  readonly #running = new Map<string, Running>();
  readonly #calendar: LocalCalendar;
  readonly #end: Date;

  /** `end`: the last moment of the past; quotas are from its windows, as if older ones had other limits. */
  constructor(timeZone: string, end: Date) {
    this.#calendar = new LocalCalendar(timeZone);
    this.#end = end;
  }

  /** Whether a quota already limited calls of that time. */
  isInForce(quota: Quota, at: Date): boolean {
    return this.#calendar.windowOf(quota.window, at) === this.#calendar.windowOf(quota.window, this.#end);
  }

  /** In the quota's unit; 0 for those that only limit the moment. */
  usedAt(quota: Quota, at: Date): bigint {
    const running = this.#running.get(quota.id);
    return running?.window === this.#calendar.windowOf(quota.window, at) ? running.used : 0n;
  }

  /** The first hard quota that a call does not fit into any more. */
  refusing(quotas: readonly Quota[], at: Date, booked: Booked): Quota | undefined {
    return quotas.find((quota) => quota.hard && this.usedAt(quota, at) + amountIn(quota, booked) > quota.limit);
  }

  book(quotas: readonly Quota[], at: Date, booked: Booked): void {
    for (const quota of quotas) {
      const used = this.usedAt(quota, at) + amountIn(quota, booked);
      this.#running.set(quota.id, { window: this.#calendar.windowOf(quota.window, at), used });
    }
  }
}

function amountIn(quota: Quota, booked: Booked): bigint {
  if (quota.window === "minute" || quota.window === "now") return 0n;
  if (quota.unit === "usd_micros") return booked.costMicros;
  return quota.unit === "tokens" ? BigInt(booked.tokens) : 1n;
}

/** Names of the calendar windows that hold a moment. Asking for a zone's clock is slow, so once an hour is enough. */
class LocalCalendar {
  readonly #format: Intl.DateTimeFormat;
  readonly #days = new Map<number, string>();

  constructor(timeZone: string) {
    this.#format = new Intl.DateTimeFormat("en-CA", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" });
  }

  windowOf(window: Quota["window"], at: Date): string {
    const day = this.#dayOf(at);
    if (window === "day") return day;
    if (window === "month") return day.slice(0, 7);
    return window === "week" ? mondayOf(day) : "always";
  }

  #dayOf(at: Date): string {
    const hour = Math.floor(at.getTime() / HOUR_MS);
    const known = this.#days.get(hour);
    if (known !== undefined) return known;
    const day = this.#format.format(hour * HOUR_MS);
    this.#days.set(hour, day);
    return day;
  }
}

function mondayOf(day: string): string {
  const at = Date.parse(`${day}T00:00:00Z`);
  const sinceMonday = (new Date(at).getUTCDay() + 6) % 7;
  return new Date(at - sinceMonday * DAY_MS).toISOString().slice(0, 10);
}
