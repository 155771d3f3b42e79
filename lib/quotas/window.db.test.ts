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
  kind: "day" | "week" | "month";
  zone: string;
  at: Date;
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
];

async function windowsOf(moments: readonly Moment[]): Promise<Window[]> {
  return db.sql<Window[]>`
    select quota_window.starts, quota_window.ends
    from unnest(${moments.map((m) => m.kind)}::text[], ${moments.map((m) => m.zone)}::text[],
      ${moments.map((m) => m.at.toISOString())}::timestamptz[]) with ordinality as moment(kind, zone, at, place)
    cross join lateral quota_window(moment.kind, moment.zone, moment.at)
    order by place`;
}

/** The calendar day in a zone, as days since 1970-01-01; from the runtime's own calendar. */
function localDay(zone: string, at: Date): number {
  const parts = new Intl.DateTimeFormat("en-CA", { timeZone: zone, dateStyle: "short" }).format(at);
  return Date.parse(`${parts}T00:00:00Z`) / 86_400_000;
}

/** The first local day of the window that holds the given one. */
function firstDay(kind: Moment["kind"], day: number): number {
  if (kind === "day") return day;
  // 1970-01-01 was a Thursday.
  if (kind === "week") return day - ((((day + 3) % 7) + 7) % 7);
  const date = new Date(day * 86_400_000);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1) / 86_400_000;
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
    const about = `${moment.kind} of ${moment.at.toISOString()} in ${moment.zone}`;
    if (window === undefined) throw new Error(`no window: ${about}`);
    expect(window.starts.getTime(), about).toBeLessThanOrEqual(moment.at.getTime());
    expect(window.ends.getTime(), about).toBeGreaterThan(moment.at.getTime());
    const first = firstDay(moment.kind, localDay(moment.zone, moment.at));
    expect(localDay(moment.zone, window.starts), about).toBeGreaterThanOrEqual(first);
    expect(localDay(moment.zone, new Date(window.starts.getTime() - 1)), about).toBeLessThan(first);
    expect(begun[n], about).toEqual(window);
    expect(next[n]?.starts, about).toEqual(window.ends);
    expect(before[n]?.ends, about).toEqual(window.starts);
  });
}

const kind = fc.constantFrom("day" as const, "week" as const, "month" as const);
// Rules agreed on by every time zone database in use: newer ones may not have reached all of them.
const instant = fc.date({ min: new Date("2001-01-01"), max: new Date("2023-01-01"), noInvalidDate: true });

describe("calendar windows", () => {
  it("begin at the first instant of a local day, week or month and follow one another without a gap, in every zone", async () => {
    const moment = fc.record({ kind, zone: fc.nat().map((n) => zones[n % zones.length] ?? "UTC"), at: instant });
    await fc.assert(fc.asyncProperty(fc.array(moment, { minLength: 100, maxLength: 200 }), expectProperWindows), {
      numRuns: 8,
    });
  });

  it("do so around every change of clocks where clocks change at midnight, by half an hour or by a day", async () => {
    const hour = 3_600_000;
    const moments: Moment[] = STRANGE.filter((zone) => zones.includes(zone)).flatMap((zone) =>
      changesOf(zone).flatMap((change) =>
        [-25, -1.5, -0.75, -0.25, 0, 0.25, 0.75, 1.5, 23].map((hours) => ({
          kind: "day" as const,
          zone,
          at: new Date(change + hours * hour),
        })),
      ),
    );
    expect(moments.length).toBeGreaterThan(500);
    await expectProperWindows(moments);
  });

  it("are one for all time where a quota has no calendar", async () => {
    const [row] = await db.sql`select (quota_window('lifetime', 'UTC', now())).*`;
    expect(row).toEqual({ starts: new Date(0), ends: null });
  });
});

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
