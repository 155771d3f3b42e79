import type { Quota } from "@/lib/quotas/contract";

/** What a call adds to the quotas it runs against. */
export interface Booked {
  costMicros: bigint;
  inputTokens: number;
  outputTokens: number;
}

/** What a quota in shadow mode would have done in one hour. */
export interface ShadowHour {
  quotaId: string;
  hour: Date;
  asked: number;
  refused: number;
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
  readonly #shadow = new Map<string, ShadowHour>();
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
    const running = this.#running.get(placeOf(quota));
    return running?.window === this.#calendar.windowOf(quota.window, at) ? running.used : 0n;
  }

  /** The first hard quota that a call does not fit into any more. */
  refusing(quotas: readonly Quota[], at: Date, booked: Booked): Quota | undefined {
    return quotas.find((quota) => quota.hard && !quota.shadow && !this.fits(quota, at, booked));
  }

  fits(quota: Quota, at: Date, booked: Booked): boolean {
    return this.usedAt(quota, at) + amountIn(quota, booked) <= quota.limit;
  }

  /** Everything that quotas in shadow mode were asked, by hour. */
  get shadowHours(): ShadowHour[] {
    return [...this.#shadow.values()];
  }

  book(quotas: readonly Quota[], at: Date, booked: Booked): void {
    for (const quota of quotas) {
      if (quota.shadow && !this.#watch(quota, at, this.fits(quota, at, booked))) continue;
      const used = this.usedAt(quota, at) + amountIn(quota, booked);
      this.#running.set(placeOf(quota), { window: this.#calendar.windowOf(quota.window, at), used });
    }
  }

  /** Counts what a quota in shadow mode says of a call, and gives it back. */
  #watch(quota: Quota, at: Date, fits: boolean): boolean {
    const hour = Math.floor(at.getTime() / HOUR_MS) * HOUR_MS;
    const key = `${hour} ${quota.id}`;
    const count = this.#shadow.get(key) ?? { quotaId: quota.id, hour: new Date(hour), asked: 0, refused: 0 };
    count.asked += 1;
    if (!fits) count.refused += 1;
    this.#shadow.set(key, count);
    return fits;
  }
}

/** Whether it forgets what was used by itself, so that nothing of the past counts. */
export function isOfTheMoment({ window }: Quota): boolean {
  return window === "minute" || window === "hour" || window === "now";
}

/** Those of each end user stand apart. */
function placeOf({ id, subject }: Quota): string {
  return `${id} ${subject}`;
}

function amountIn(quota: Quota, { costMicros, inputTokens, outputTokens }: Booked): bigint {
  if (isOfTheMoment(quota)) return 0n;
  switch (quota.unit) {
    case "usd_micros":
      return costMicros;
    case "tokens":
      return BigInt(inputTokens + outputTokens);
    case "input_tokens":
      return BigInt(inputTokens);
    case "output_tokens":
      return BigInt(outputTokens);
    default:
      return 1n;
  }
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
    if (window === "quarter") return `${day.slice(0, 4)} ${Math.ceil(Number(day.slice(5, 7)) / 3)}`;
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
