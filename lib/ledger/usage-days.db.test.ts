import { readFileSync } from "node:fs";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { eraseEndUser } from "@/db/queries/erasures/erase-end-user";
import { updateOrganizationRow } from "@/db/queries/people/update-organization";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { newId } from "@/lib/crypto/new-id";
import { createLedger } from "./ledger";
import { rebuildHour } from "./rebuild-rollups";
import { closedExchange } from "./testing/closed-exchange";

const HOUR_MS = 3_600_000;
/** Clocks go back in America in the night to 1 November, in Havana from one in the morning to midnight. */
const START = Date.parse("2026-10-31T00:00:00Z");
const HOURS = 72;
const ZONES = ["UTC", "America/New_York", "Asia/Kolkata", "America/Havana", "Pacific/Auckland"];
const USERS = ["ann", "ben", "cid"];

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

const call = fc.record({
  atMinute: fc.integer({ min: 0, max: HOURS * 60 - 1 }),
  keyId: fc.constantFrom("key_a", "key_b"),
  modelAsked: fc.constantFrom("fast", "slow"),
  personId: fc.constantFrom("per_a", null),
  endUser: fc.constantFrom(...USERS, null),
  tags: fc.constantFrom<string[]>([], ["env=live"], ["env=dev", "feature=search"]),
  durationMs: fc.integer({ min: 0, max: 400_000 }),
  outcome: fc.constantFrom("ok" as const, "refused" as const, "failed" as const),
  costMicros: fc.bigInt({ min: 0n, max: 10n ** 12n }),
});
/** What happens to an organization, in any order: late calls come in whichever hour. */
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ record: fc.array(call, { minLength: 1, maxLength: 12 }) }) },
  { weight: 1, arbitrary: fc.record({ rebuild: fc.integer({ min: 0, max: HOURS - 1 }) }) },
  { weight: 1, arbitrary: fc.record({ erase: fc.constantFrom(...USERS) }) },
  { weight: 1, arbitrary: fc.record({ moveTo: fc.constantFrom(...ZONES) }) },
);
type Step = typeof step extends fc.Arbitrary<infer One> ? One : never;

async function take(organizationId: string, one: Step): Promise<void> {
  if ("record" in one) {
    const ledger = createLedger({
      sql: db.sql,
      spoolRoot: null,
      flushIntervalMs: 5,
      onError: (e) => expect.fail(`${e}`),
    });
    for (const { atMinute, ...given } of one.record)
      ledger.append(closedExchange({ ...given, organizationId, startedAt: new Date(START + atMinute * 60_000) }));
    await ledger.close();
  } else if ("rebuild" in one) {
    await rebuildHour(db.sql, organizationId, new Date(START + one.rebuild * HOUR_MS));
  } else if ("erase" in one) {
    const erasing = { organizationId, endUser: one.erase, pseudonym: `gone-${newId("org")}` };
    await db.orm.transaction((tx) => eraseEndUser(tx, erasing));
  } else {
    await db.orm.transaction((tx) => updateOrganizationRow(tx, organizationId, { name: "Days", timeZone: one.moveTo }));
  }
}

const PLACES = "team_id, project_id, key_id, model_name, provider_id, person_id";
const SUMS =
  `requests ok refused failed aborted unpriced simulated cost_micros uncached_input cache_read cache_write output reasoning
  audio_input audio_output image cache_write_long`.split(/\s+/);
const SLOTS = ["ttft_histogram", "duration_histogram"].flatMap((name) =>
  Array.from({ length: 27 }, (_, slot) => `${name}[${slot + 1}]`),
);

const TABLES = {
  usage_daily: { hours: "usage_hourly", places: PLACES, sums: [...SUMS, ...SLOTS] },
  usage_model_daily: { hours: "usage_hourly", places: "team_id, model_name, provider_id", sums: [...SUMS, ...SLOTS] },
  usage_label_daily: { hours: "usage_label_hourly", places: `kind, label, ${PLACES}`, sums: SUMS },
};

/** Rows as they are, and as the hours add up to them, each as text in one order. */
async function daysAndHours(organizationId: string, table: keyof typeof TABLES) {
  const { hours, places, sums } = TABLES[table];
  const shown = sums.map((column) => `${column}::text`).join(", ");
  const added = sums.map((column) => `sum(${column})::text`).join(", ");
  const kept = await db.sql.unsafe<{ row: string[] }[]>(
    `select array[day::text, ${places}, ${shown}] as row from ${table} where organization_id = $1 order by 1`,
    [organizationId],
  );
  const expected = await db.sql.unsafe<{ row: string[] }[]>(
    `select array[date_trunc('day', hour, time_zone)::text, ${places}, ${added}] as row
     from ${hours} join organization on organization.id = organization_id where organization_id = $1
     group by date_trunc('day', hour, time_zone), ${places} order by 1`,
    [organizationId],
  );
  return { kept: kept.map(({ row }) => row), expected: expected.map(({ row }) => row) };
}

async function byDayAndKey(organizationId: string) {
  const days = await db.sql`
    select day, key_id, requests::int, cost_micros::text, output::int from (
      select day, key_id, sum(requests) as requests, sum(cost_micros) as cost_micros, sum(output) as output
      from usage_daily where organization_id = ${organizationId} group by 1, 2) as sums order by 1, 2`;
  const records = await db.sql`
    select date_trunc('day', date_trunc('hour', started_at, 'UTC'), time_zone) as day, key_id, count(*)::int as requests,
      sum(cost_micros)::text as cost_micros, sum(output)::int as output
    from request_record join organization on organization.id = organization_id
    where organization_id = ${organizationId} group by 1, 2 order by 1, 2`;
  return { days: [...days], records: [...records] };
}

describe("sums by day", () => {
  it("are those of hours and of records, whatever comes late, is erased, is rebuilt or moves to another zone", async () => {
    let seen = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ZONES),
        fc.array(step, { minLength: 1, maxLength: 8 }),
        async (zone, steps) => {
          const organizationId = newId("org");
          await db.sql`insert into organization (id, name, time_zone) values (${organizationId}, 'Days', ${zone})`;
          for (const one of steps) {
            await take(organizationId, one);
            for (const table of ["usage_daily", "usage_model_daily", "usage_label_daily"] as const) {
              const { kept, expected } = await daysAndHours(organizationId, table);
              expect(kept, table).toEqual(expected);
              seen += kept.length;
            }
            const { days, records } = await byDayAndKey(organizationId);
            expect(days).toEqual(records);
          }
        },
      ),
      { numRuns: 15 },
    );
    expect(seen).toBeGreaterThan(0);
  });

  it("by model come from those there were, when a database is brought up to date", async () => {
    const organizationId = newId("org");
    await db.sql`insert into organization (id, name) values (${organizationId}, 'Days')`;
    const calls = Array.from({ length: 20 }, (_, n) => ({
      atMinute: n * 150,
      keyId: n % 3 === 0 ? ("key_a" as const) : ("key_b" as const),
      modelAsked: n % 2 === 0 ? ("fast" as const) : ("slow" as const),
      personId: null,
      endUser: null,
      tags: [],
      durationMs: n * 1_000,
      outcome: "ok" as const,
      costMicros: BigInt(n),
    }));
    await take(organizationId, { record: calls });
    await db.sql`truncate usage_model_daily`;
    const migration = readFileSync("drizzle/0031_usage_model_days.sql", "utf8");
    const [backfill] = /DO \$do\$[\s\S]*END \$do\$;/.exec(migration) ?? [];
    await db.sql.unsafe(backfill ?? "");
    const { kept, expected } = await daysAndHours(organizationId, "usage_model_daily");
    expect(kept).toEqual(expected);
    expect(kept.length).toBeGreaterThan(2);
  });
});
