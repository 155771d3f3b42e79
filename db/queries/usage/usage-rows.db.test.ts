import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { newId } from "@/lib/crypto/new-id";
import { createLedger } from "@/lib/ledger/ledger";
import { closedExchange } from "@/lib/ledger/testing/closed-exchange";
import { EXPLORE_DIMENSIONS, exploreSeries, rankGroups } from "./explore-usage";
import { rankUsage } from "./rank-usage";
import { sumUsage, sumUsagePerBucket } from "./sum-usage";
import type { UsageFilter } from "./usage-filter";
import { findWholeDays } from "./whole-days";

const MINUTE_MS = 60_000;
const DAYS = 8;
const START = Date.parse("2026-10-28T00:00:00Z");
const ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "Pacific/Auckland"];

let fresh: FreshDatabase;
let db: Database;
beforeAll(async () => {
  fresh = await freshDatabase();
  db = openDatabase(fresh.url, { poolSize: 3 });
});
afterAll(async () => {
  await db.close();
  await fresh.close();
});

/** An organization of this zone with calls in every hour, over a change of the clocks. */
async function newOrganization(timeZone: string): Promise<string> {
  const organizationId = newId("org");
  await db.sql`insert into organization (id, name, time_zone) values (${organizationId}, 'Rows', ${timeZone})`;
  const ledger = createLedger({ sql: db.sql, spoolRoot: null, onError: (error) => expect.fail(String(error)) });
  for (let n = 0; n < DAYS * 48; n += 1)
    ledger.append(
      closedExchange({
        organizationId,
        startedAt: new Date(START + n * 30 * MINUTE_MS),
        teamId: `team_${n % 2}`,
        keyId: `key_${n % 3}`,
        modelAsked: `model-${n % 4}`,
        personId: n % 5 === 0 ? "per_a" : null,
        endUser: n % 6 === 0 ? "ann" : null,
        tags: n % 7 === 0 ? ["env=live"] : [],
        costMicros: BigInt(n) * 1_000n,
        durationMs: n * 31,
      }),
    );
  await ledger.close();
  return organizationId;
}

/** Everything a chart or a table of usage is drawn from. */
async function read(organizationId: string, timeZone: string, spans: { filter: UsageFilter; previous: UsageFilter }) {
  const scope = { organizationId, teamIds: null };
  const { filter, previous } = spans;
  const bucketing = { unit: "day" as const, timeZone };
  const explored = EXPLORE_DIMENSIONS.map(async (by) => {
    const query = { filter, previous, by, tagName: "env", bucketing };
    const groups = await rankGroups(db, scope, { ...query, limit: 2 });
    const groupIds = groups.flatMap(({ id }) => id ?? []);
    const latency = by !== "tag" && by !== "end_user";
    return { groups, series: await exploreSeries(db, scope, { ...query, groupIds, latency }) };
  });
  return {
    perDay: await sumUsagePerBucket(db, scope, { filter, bucketing }),
    whole: await sumUsage(db, scope, filter),
    ofModel: await sumUsage(db, scope, { ...filter, model: "model-1" }),
    ranked: await rankUsage(db, scope, { filter, by: ["team", "key", "model"], limit: 2 }),
    explored: await Promise.all(explored),
  };
}

describe("usage read by day", () => {
  it("is what it is read by hour, in any zone, over any span", async () => {
    const organizations = new Map<string, string>();
    for (const zone of ZONES) organizations.set(zone, await newOrganization(zone));
    const minute = fc.integer({ min: 0, max: DAYS * 24 * 60 });
    let daysRead = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...ZONES), minute, minute, minute, async (zone, ...minutes) => {
        const [one, other, last] = minutes.toSorted((a, b) => a - b).map((at) => new Date(START + at * MINUTE_MS));
        if (one === undefined || other === undefined || last === undefined) throw new Error("three were drawn");
        const filter = { from: other, to: last };
        const previous = { from: one, to: other };
        const organizationId = organizations.get(zone) ?? "";
        const [days, daysBefore] = await findWholeDays(db, [filter, previous], zone);
        const byDay = { filter: { ...filter, days }, previous: { ...previous, days: daysBefore } };
        expect(await read(organizationId, zone, byDay)).toEqual(await read(organizationId, zone, { filter, previous }));
        daysRead += days ? 1 : 0;
      }),
      { numRuns: 15 },
    );
    expect(daysRead).toBeGreaterThan(2);
  });

  it("has all of today when it reaches into the running hour", async () => {
    const [row] = await db.sql<{ now: Date; tomorrow: Date }[]>`
      select now(), (date_trunc('day', now() at time zone 'Asia/Kolkata') + interval '1 day') at time zone 'Asia/Kolkata' as tomorrow`;
    if (row === undefined) throw new Error("a select without from returned no row");
    const from = new Date(row.now.getTime() - 3 * 24 * 60 * MINUTE_MS);
    const [running, over] = await findWholeDays(
      db,
      [
        { from, to: row.now },
        { from, to: new Date(row.now.getTime() - 60 * MINUTE_MS) },
      ],
      "Asia/Kolkata",
    );
    expect(running?.to).toEqual(row.tomorrow);
    expect(over?.to.getTime()).toBeLessThan(row.now.getTime());
  });
});
