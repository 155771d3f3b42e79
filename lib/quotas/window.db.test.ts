import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";

let fresh: FreshDatabase;
let db: Database;
let zones: string[];
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { poolSize: 1 });
  const known = await db.sql<{ name: string }[]>`select name from pg_timezone_names`;
  const names = new Set(known.map((row) => row.name));
  zones = Intl.supportedValuesOf("timeZone").filter((zone) => names.has(zone));
});
afterAll(async () => {
  await db.close();
  await fresh.close();
});

interface Moment {
  kind: "day" | "week" | "month" | "quarter" | "days";
  zone: string;
  at: Date;
  days: number | null;
  anchor: string | null;
}

interface Window {
  starts: Date;
  ends: Date;
}

/** Places whose clocks change at midnight, by half an hour, or by a whole day. */
const STRANGE = [
  "America/Havana",
  "America/Sao_Paulo",
  "America/Asuncion",
  "America/Santiago",
  "Asia/Beirut",
  "Africa/Cairo",
  "Asia/Amman",
  "Australia/Lord_Howe",
  "Pacific/Apia",
  "Atlantic/Azores",
  "Asia/Kathmandu",
  "Europe/Berlin",
  "America/St_Johns",
  "UTC",
];

const DAY_MS = 86_400_000;

async function windowsOf(moments: readonly Moment[]): Promise<Window[]> {
  return db.sql<Window[]>`
    select quota_window.starts, quota_window.ends
    from unnest(${moments.map((m) => m.days)}::int[], ${moments.map((m) => m.anchor)}::date[],
      ${moments.map((m) => m.kind)}::text[], ${moments.map((m) => m.zone)}::text[],
      ${moments.map((m) => m.at.toISOString())}::timestamptz[]) with ordinality as moment(days, anchor, kind, zone, at, place)
    cross join lateral quota_window(moment.kind, moment.zone, moment.at, moment.days, moment.anchor)
    order by place`;
}

/** The calendar day in a zone, as days since 1970-01-01; from the runtime's own calendar. */
function localDay(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  return Date.parse(`${parts}T00:00:00Z`) / DAY_MS;
}

/** The latest calendar day a zone has reached by then: clocks may be set back across midnight. */
function reachedDay(zone: string, at: Date): number {
  return Math.max(...[0, 15, 30, 45, 60].map((minutes) => localDay(zone, new Date(at.getTime() - minutes * 60_000))));
}

/** The first local day of the window that holds the given one, worked out day by day. */
function firstDay({ kind, days, anchor }: Moment, day: number): number {
  const from = Date.parse(anchor ?? (kind === "week" ? "1970-01-05" : "1970-01-01")) / DAY_MS;
  if (kind === "day") return day;
  if (kind === "week") return day - floorMod(day - from, 7);
  if (kind === "days") return day - floorMod(day - from, days ?? 1);
  const step = kind === "month" ? 1 : 3;
  for (let first = day; ; first -= 1) if (isMonthsAfter(first, from, step)) return first;
}

/** Whether a day is a multiple of `step` months after the anchor; its day of the month is the last one where a month is shorter. */
function isMonthsAfter(day: number, from: number, step: number): boolean {
  const [date, anchor] = [new Date(day * DAY_MS), new Date(from * DAY_MS)];
  const months = (date.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + date.getUTCMonth() - anchor.getUTCMonth();
  const last = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return floorMod(months, step) === 0 && date.getUTCDate() === Math.min(anchor.getUTCDate(), last);
}

function floorMod(value: number, by: number): number {
  return ((value % by) + by) % by;
}

async function expectProperWindows(moments: readonly Moment[]): Promise<void> {
  const windows = await windowsOf(moments);
  const at = (pick: (window: Window) => Date) =>
    windowsOf(
      moments.map((moment, n) => ({ ...moment, at: pick(windows[n] ?? { starts: moment.at, ends: moment.at }) })),
    );
  const [begun, next, before] = [
    await at((window) => window.starts),
    await at((window) => window.ends),
    await at((window) => new Date(window.starts.getTime() - 1)),
  ];
  moments.forEach((moment, n) => {
    const window = windows[n];
    const about = `${moment.kind} ${moment.days} from ${moment.anchor} of ${moment.at.toISOString()} in ${moment.zone}`;
    if (window === undefined) throw new Error(`no window: ${about}`);
    expect(window.starts.getTime(), about).toBeLessThanOrEqual(moment.at.getTime());
    expect(window.ends.getTime(), about).toBeGreaterThan(moment.at.getTime());
    const first = firstDay(moment, reachedDay(moment.zone, moment.at));
    expect(localDay(moment.zone, window.starts), about).toBeGreaterThanOrEqual(first);
    expect(reachedDay(moment.zone, new Date(window.starts.getTime() - 1)), about).toBeLessThan(first);
    expect(begun[n], about).toEqual(window);
    expect(next[n]?.starts, about).toEqual(window.ends);
    expect(before[n]?.ends, about).toEqual(window.starts);
  });
}

const day = fc.date({ min: new Date("1999-01-01"), max: new Date("2030-01-01"), noInvalidDate: true });
const kind = fc.constantFrom("day" as const, "week" as const, "month" as const, "quarter" as const, "days" as const);
// Rules agreed on by every time zone database in use: newer ones may not have reached all of them.
const instant = fc.date({ min: new Date("2001-01-01"), max: new Date("2023-01-01"), noInvalidDate: true });

describe("calendar windows", () => {
  it("begin at the first instant of a local day, week or month and follow one another without a gap, in every zone", async () => {
    const zone = fc.nat().map((n) => zones[n % zones.length] ?? "UTC");
    const moment = fc.record({
      kind,
      zone,
      at: instant,
      anchor: fc.option(day),
      days: fc.integer({ min: 1, max: 366 }),
    });
    const moments = fc.array(moment.map(toMoment), { minLength: 100, maxLength: 200 });
    await fc.assert(fc.asyncProperty(moments, expectProperWindows), { numRuns: 12 });
  });

  it("do so around every change of clocks where clocks change at midnight, by half an hour or by a day", async () => {
    const hour = 3_600_000;
    const moments: Moment[] = STRANGE.filter((zone) => zones.includes(zone)).flatMap((zone) =>
      changesOf(zone).flatMap((change) =>
        [-25, -1.5, -0.75, -0.25, 0, 0.25, 0.75, 1.5, 23].map((hours) => ({
          kind: "day" as const,
          zone,
          at: new Date(change + hours * hour),
          days: null,
          anchor: null,
        })),
      ),
    );
    expect(moments.length).toBeGreaterThan(500);
    await expectProperWindows(moments);
    const anchored = moments.map((moment, n) =>
      n % 2 === 0
        ? { ...moment, kind: "days" as const, days: 1 + (n % 3), anchor: "2011-12-29" }
        : { ...moment, kind: "month" as const, anchor: "2007-10-31" },
    );
    await expectProperWindows(anchored);
  });

  it("tile three years in places where time is strange, whatever the window and its anchor", async () => {
    const terms: Pick<Moment, "kind" | "days" | "anchor">[] = [
      { kind: "day", days: null, anchor: null },
      { kind: "week", days: null, anchor: "2010-10-17" },
      { kind: "month", days: null, anchor: "2010-01-31" },
      { kind: "quarter", days: null, anchor: "2010-11-30" },
      { kind: "days", days: 10, anchor: "2011-12-30" },
    ];
    for (const zone of [
      "Pacific/Apia",
      "America/Sao_Paulo",
      "Asia/Kathmandu",
      "Australia/Lord_Howe",
      "Europe/Berlin",
      "UTC",
    ]) {
      for (const { kind, days, anchor } of terms) await expectTiling({ kind, days, anchor, zone });
    }
  });

  it("of a month anchored at its 31st begin on the last day where there is none", async () => {
    const at = ["2023-01-31", "2023-02-27", "2023-02-28", "2023-03-30", "2024-02-29", "2023-04-30", "2023-12-31"];
    const windows = await windowsOf(
      at.map((date) => ({
        kind: "month",
        zone: "UTC",
        at: new Date(`${date}T12:00:00Z`),
        days: null,
        anchor: "2020-05-31",
      })),
    );
    const dates = windows.map(({ starts, ends }) =>
      [starts, ends].map((instant) => instant.toISOString().slice(0, 10)),
    );
    expect(dates).toEqual([
      ["2023-01-31", "2023-02-28"],
      ["2023-01-31", "2023-02-28"],
      ["2023-02-28", "2023-03-31"],
      ["2023-02-28", "2023-03-31"],
      ["2024-02-29", "2024-03-31"],
      ["2023-04-30", "2023-05-31"],
      ["2023-12-31", "2024-01-31"],
    ]);
  });

  it("are one for all time where a quota has no calendar", async () => {
    for (const kind of ["lifetime", "now", "minute", "hour"]) {
      const [row] = await db.sql`select (quota_window(${kind}, 'UTC', now())).*`;
      expect(row).toEqual({ starts: new Date(0), ends: null });
    }
  });
});

function toMoment(of: { kind: Moment["kind"]; zone: string; at: Date; anchor: Date | null; days: number }): Moment {
  const isAnchored = of.kind !== "day" && of.anchor !== null;
  return {
    ...of,
    anchor: isAnchored ? (of.anchor?.toISOString().slice(0, 10) ?? null) : null,
    days: of.kind === "days" ? of.days : null,
  };
}

/** From window to window through three years: each begins where the one before ends, and all its instants say it is theirs. */
async function expectTiling(terms: Omit<Moment, "at">): Promise<void> {
  const { kind, zone, days, anchor } = terms;
  const [found] = await db.sql<{ windows: number; gaps: number; strays: number }[]>`
    with recursive tile as (
      select starts, ends from quota_window(${kind}, ${zone}, '2010-06-01Z'::timestamptz, ${days}::int, ${anchor}::date)
      union all
      select next.* from tile, quota_window(${kind}, ${zone}, tile.ends, ${days}::int, ${anchor}::date) as next
      where tile.ends < '2013-06-01Z'::timestamptz
    )
    select (select count(*) from tile)::int as windows,
      (select count(*) from (select starts, lag(ends) over (order by starts) as before from tile) as pair where before <> starts)::int as gaps,
      (select count(*) from tile, unnest(array[0, 0.03, 0.5, 0.97, 1]) as part,
        quota_window(${kind}, ${zone}, least(starts + part * (ends - starts), ends - interval '1 microsecond'), ${days}::int, ${anchor}::date) as own
        where (own.starts, own.ends) <> (tile.starts, tile.ends))::int as strays`;
  expect({ ...found, windows: (found?.windows ?? 0) > 11 }, JSON.stringify(terms)).toEqual({
    windows: true,
    gaps: 0,
    strays: 0,
  });
}

/** Instants at which a zone's offset changes, to the hour, over some years that are strange in many places. */
function changesOf(zone: string): number[] {
  const found: number[] = [];
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, timeZoneName: "longOffset" });
  const offset = (ms: number) => format.formatToParts(ms).find((part) => part.type === "timeZoneName")?.value;
  const hour = 3_600_000;
  const end = Date.UTC(2019, 0, 1);
  for (let day = Date.UTC(2008, 0, 1); day < end; day += 24 * hour) {
    if (offset(day) === offset(day + 24 * hour)) continue;
    for (let ms = day + hour; ms <= day + 24 * hour; ms += hour) if (offset(ms - hour) !== offset(ms)) found.push(ms);
  }
  return found;
}
