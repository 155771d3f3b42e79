import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { bootstrap } from "@/lib/bootstrap/bootstrap";
import { openKeyring } from "@/lib/crypto/keyring";
import type { Keyring } from "@/lib/crypto/keyring-contract";
import { Secret } from "@/lib/crypto/secret";

const PATIENCE_MS = 5 * 60_000;
const OPTIONS = { embedded: true, bootstrapToken: null, providerKeys: {} };

describe("the demo", () => {
  let fresh: FreshDatabase;
  let database: Database;
  let keyring: Keyring;

  beforeAll(async () => {
    fresh = await freshDatabase();
    // As the start does it: the demo is written in a few long transactions.
    database = openDatabase(fresh.url, { poolSize: 2, deadlineMs: PATIENCE_MS });
    keyring = await openKeyring(database, { current: new Secret(randomBytes(32).toString("hex")), previous: null });
    await bootstrap({ database, keyring }, { ...OPTIONS, demo: true });
  }, PATIENCE_MS);

  afterAll(async () => {
    await database.close();
    await fresh.close();
  });

  const numberOf = async (query: Promise<readonly { n: number }[]>) => (await query)[0]?.n ?? Number.NaN;

  it("has alerts in every state, told to somebody, and delivered", async () => {
    const { sql } = database;
    const states = await sql<{ state: string }[]>`select distinct state from alert order by state`;
    expect(states.map((row) => row.state)).toEqual(["acknowledged", "open", "resolved"]);
    expect(await numberOf(sql`select count(*)::int as n from notice_reader`)).toBeGreaterThan(0);
    const ends = await sql<{ state: string }[]>`select distinct state from notice_delivery order by state`;
    expect(ends.map((row) => row.state)).toEqual(["dead", "delivered"]);
  });

  it("has an organization worth looking at", async () => {
    const { sql } = database;
    expect(await numberOf(sql`select count(*)::int as n from team`)).toBe(6);
    expect(await numberOf(sql`select count(*)::int as n from person`)).toBe(19);
    expect(await numberOf(sql`select count(*)::int as n from project`)).toBeGreaterThanOrEqual(14);
    expect(await numberOf(sql`select count(*)::int as n from virtual_key`)).toBeGreaterThanOrEqual(38);
    const statuses = await sql<{ status: string }[]>`select distinct status from virtual_key order by status`;
    expect(statuses.map((row) => row.status)).toEqual(["active", "disabled", "revoked"]);
  });

  it("has two months of calls with every outcome and the refusals people ask about", async () => {
    const { sql } = database;
    expect(await numberOf(sql`select count(*)::int as n from request_record`)).toBeGreaterThan(20_000);
    expect(
      await numberOf(sql`select count(distinct started_at::date)::int as n from request_record`),
    ).toBeGreaterThanOrEqual(60);
    const outcomes = await sql<{ outcome: string }[]>`select distinct outcome from request_record order by outcome`;
    expect(outcomes.map((row) => row.outcome)).toEqual(["aborted", "failed", "interrupted", "ok", "refused"]);
    const codes = await sql<
      { code: string }[]
    >`select distinct error_code as code from request_record where outcome = 'refused'`;
    expect(codes.map((row) => row.code)).toEqual(
      expect.arrayContaining([
        "budget_exceeded",
        "rate_limit_exceeded",
        "invalid_api_key",
        "key_disabled",
        "model_not_allowed",
        "model_not_found",
        "model_unpriced",
      ]),
    );
  });

  it("has something of its own for whoever signs in first: keys, calls, a limit, views, a token", async () => {
    const { sql } = database;
    const [owner] = await sql<{ id: string; name: string }[]>`select id, name from person where role = 'owner'`;
    expect(owner?.name).toBe("Nora Eklund");
    const id = owner?.id ?? "";
    expect(await numberOf(sql`select count(*)::int as n from virtual_key where owner_id = ${id}`)).toBe(2);
    expect(await numberOf(sql`select count(*)::int as n from request_record where person_id = ${id}`)).toBeGreaterThan(
      200,
    );
    expect(await numberOf(sql`select count(*)::int as n from quota where scope_id = ${id}`)).toBe(1);
    expect(await numberOf(sql`select count(*)::int as n from request_view where person_id = ${id}`)).toBe(2);
    expect(await numberOf(sql`select count(*)::int as n from api_token where person_id = ${id}`)).toBeGreaterThan(0);
  });

  it("has users and sessions that come back, so that there is a conversation to follow", async () => {
    const { sql } = database;
    const often = sql<{ n: number }[]>`
      select count(*)::int as n from (select end_user from request_record where end_user is not null group by 1 having count(*) > 10) known`;
    expect(await numberOf(often)).toBeGreaterThan(20);
    const long = sql<{ n: number }[]>`
      select count(*)::int as n from (select session_id from request_record where session_id is not null group by 1 having count(*) > 2) known`;
    expect(await numberOf(long)).toBeGreaterThan(50);
  });

  it("has a closed month that carries shared costs, and adds up to the ledger", async () => {
    const { sql } = database;
    expect(await numberOf(sql`select count(*)::int as n from statement_period`)).toBeGreaterThan(0);
    expect(await numberOf(sql`select count(*)::int as n from statement_line where kind = 'share'`)).toBeGreaterThan(2);
    const [charged] = await sql`
      select sum(cost_micros)::text as cost from statement_line where month in (select month from statement_period)`;
    const [booked] = await sql`
      select sum(cost_micros)::text as cost from ledger_entry l join statement_period p on l.occurred_at >= p.from_at and l.occurred_at < p.to_at`;
    expect(charged?.cost).toBe(booked?.cost);
  });

  it("has an access review half done, and requests in every state", async () => {
    const { sql } = database;
    const [review] = await sql<{ done: number; open: number }[]>`
      select count(decision)::int as done, count(*) filter (where decision is null)::int as open from access_review_item`;
    expect(review?.done).toBeGreaterThan(10);
    expect(review?.open).toBeGreaterThan(10);
    const states = await sql<{ state: string }[]>`
      select distinct case when status = 'open' and expires_at <= now() then 'expired'
        when status = 'approved' and grant_ends_at <= now() then 'ended' else status end as state from access_request order by state`;
    expect(states.map((row) => row.state)).toEqual(["approved", "ended", "expired", "open", "refused", "withdrawn"]);
  });

  it("claims nothing that is not simulated", async () => {
    const { sql } = database;
    expect(await numberOf(sql`select count(*)::int as n from provider where not simulated`)).toBe(0);
    expect(await numberOf(sql`select count(*)::int as n from price_version where source <> 'simulated'`)).toBe(0);
    expect(
      await numberOf(
        sql`select count(*)::int as n from request_record where provider_id is not null and not simulated`,
      ),
    ).toBe(0);
  });

  it("adds up: records, ledger and roll-ups hold the same money and calls", async () => {
    const { sql } = database;
    const [records] = await sql`select count(*)::int as calls, sum(cost_micros)::text as cost from request_record`;
    const [rolledUp] = await sql`select sum(requests)::int as calls, sum(cost_micros)::text as cost from usage_hourly`;
    const [booked] = await sql`select sum(cost_micros)::text as cost from ledger_entry`;
    expect(rolledUp).toEqual(records);
    expect(booked?.cost).toBe(records?.cost);
  });

  it("prices every call as the ledger would: no call that used tokens of a priced model has an unknown cost", async () => {
    const unknown = database.sql<{ n: number }[]>`
      select count(*)::int as n from request_record
      where usage_source <> 'none' and (cost_micros is null) <> (price_version_id is null)`;
    expect(await numberOf(unknown)).toBe(0);
  });

  it("never has a hard quota that is over its limit, and has some nearly used up", async () => {
    const { sql } = database;
    const over = sql<{ n: number }[]>`
      select count(*)::int as n from quota q join quota_bucket b on b.quota_id = q.id where q.hard and b.settled > q."limit"`;
    expect(await numberOf(over)).toBe(0);
    const tight = sql<{ n: number }[]>`
      select count(*)::int as n from quota q join quota_bucket b on b.quota_id = q.id where b.settled > q."limit" * 0.9`;
    expect(await numberOf(tight)).toBeGreaterThan(1);
  });

  it("agrees with the ledger in every window of every quota, so that nothing is mended when it starts", async () => {
    const { sql } = database;
    expect(await numberOf(sql`select count(*)::int as n from quota_check where counted_to is null`)).toBe(0);
    await sql`update quota_check set counted_to = null, counted = 0`;
    await sql`select quota_check_count(now() + interval '1 minute')`;
    // The first look notes where every window stands; the second adds up the calls of those that did not move since.
    await sql`select quota_check_read()`;
    await sql`select quota_check_read()`;
    // Dozens on most days; just after midnight on the first of a year only the windows that never end have anything.
    expect(await numberOf(sql`select count(*)::int as n from quota_check where seen_settled > 0`)).toBeGreaterThan(2);
    const apart = sql<{ n: number }[]>`select count(*)::int as n from quota_check where seen_settled <> seen_ledger`;
    expect(await numberOf(apart)).toBe(0);
  });

  it("shows every kind of quota: scopes, windows, a grant that runs, watched ones with counts, a key that was paused", async () => {
    const { sql } = database;
    expect(await numberOf(sql`select count(distinct scope_kind)::int as n from quota`)).toBe(11);
    const windows = await sql<{ w: string }[]>`select distinct "window" as w from quota`;
    expect(windows.map(({ w }) => w)).toEqual(
      expect.arrayContaining(["minute", "hour", "day", "week", "month", "quarter"]),
    );
    expect(
      await numberOf(sql`select count(*)::int as n from quota_grant where starts_at < now() and ends_at > now()`),
    ).toBe(1);
    const [watched] = await sql<{ asked: number; refused: number }[]>`
      select sum(asked)::int as asked, sum(refused)::int as refused from quota_shadow`;
    expect(watched?.asked).toBeGreaterThan(watched?.refused ?? 0);
    expect(await numberOf(sql`select count(*)::int as n from project where brown_out <> '[]'`)).toBe(1);
    const loops = sql<{ n: number }[]>`
      select count(*)::int as n from runaway_flag f join virtual_key k on k.id = f.key_id
      where f.kind = 'loop' and f.resolved_at is null and k.paused_at = f.raised_at`;
    expect(await numberOf(loops)).toBe(1);
  });

  it("has no key that was used before it was made", async () => {
    const early = database.sql<{ n: number }[]>`
      select count(*)::int as n from request_record r join virtual_key k on k.id = r.key_id where r.started_at < k.created_at`;
    expect(await numberOf(early)).toBe(0);
  });

  it("knows of every key when it was used last: by its last call that was let in", async () => {
    const wrong = database.sql<{ n: number }[]>`
      select count(*)::int as n from (select key_id, max(admitted_at) as at from request_record group by key_id) last
      join (select key_id, max(last_used_at) as at from key_secret group by key_id) known using (key_id)
      where known.at is distinct from last.at`;
    expect(await numberOf(wrong)).toBe(0);
    expect(await numberOf(database.sql`select count(last_used_at)::int as n from key_secret`)).toBeGreaterThan(30);
  });

  it("does nothing the second time", async () => {
    const state = () => database.sql`
      select (select count(*) from request_record)::int as records, (select count(*) from audit_event where action not in ('keys.issue_quick_start', 'people.issue_owner_link'))::int as events,
        (select count(*) from quota)::int as quotas, (select sum(settled) from quota_bucket)::text as settled`;
    const before = await state();
    await bootstrap({ database, keyring }, { ...OPTIONS, demo: true });
    expect(await state()).toEqual(before);
  });

  it(
    "goes on where a start that was killed stopped, and ends the same",
    async () => {
      const totals = () =>
        database.sql`select count(*)::int as records, sum(cost_micros)::text as cost from request_record`;
      const before = await totals();
      await database.sql`alter table audit_event disable trigger user`;
      await database.sql`delete from audit_event where action = 'demo.write_usage'`;
      await database.sql`alter table audit_event enable trigger user`;
      await bootstrap({ database, keyring }, { ...OPTIONS, demo: true });
      expect(await totals()).toEqual(before);
    },
    PATIENCE_MS,
  );

  it("refuses to mix itself into an organization that people already use", async () => {
    const own = await freshDatabase();
    const used = openDatabase(own.url, { poolSize: 2 });
    try {
      const ring = await openKeyring(used, { current: new Secret(randomBytes(32).toString("hex")), previous: null });
      await bootstrap({ database: used, keyring: ring }, { ...OPTIONS, demo: false });
      await used.sql`insert into person (id, organization_id, email, name, role)
        select 'per_somebody', id, 'somebody@example.com', 'Somebody', 'member' from organization`;
      const again = bootstrap({ database: used, keyring: ring }, { ...OPTIONS, demo: true });
      await expect(again).rejects.toMatchObject({ code: "conflict", message: expect.stringContaining("in use") });
    } finally {
      await used.close();
      await own.close();
    }
  });
});
