import { afterAll, beforeAll, expect, test } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { loadPolicyRows } from "@/db/queries/policy/load-policy-rows";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { buildSnapshot } from "./build-snapshot";
import type { PolicySnapshot } from "./snapshot";

let fresh: FreshDatabase;
let database: Database;

beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase(fresh.url, { poolSize: 2 });
  const { sql } = database;
  await sql`insert into organization (id, name, time_zone) values ('org_1', 'Acme', 'Europe/Berlin')`;
  await sql`insert into policy_version (organization_id) values ('org_1')`;
  await sql`insert into person (id, organization_id, email, name, role) values ('per_1', 'org_1', 'ada@example.com', 'Ada', 'member')`;
  await sql`insert into team (id, organization_id, name) values ('team_1', 'org_1', 'Search')`;
  await sql`insert into provider (id, organization_id, adapter, name, base_url) values ('prv_1', 'org_1', 'openai', 'OpenAI', 'https://api.example.com/v1')`;
  await sql`insert into model (id, organization_id, name, title) values ('mdl_1', 'org_1', 'fast', 'Fast')`;
  await sql`insert into quota (id, organization_id, scope_kind, scope_id, scope_model_id, unit, "window", window_days, anchor, "limit", shadow,
      on_store_down, max_call_percent) values
    ('quo_person', 'org_1', 'person', 'per_1', null, 'usd_micros', 'quarter', null, '2026-02-15', 5, false, 'deny', 25),
    ('quo_model', 'org_1', 'model', 'mdl_1', null, 'input_tokens', 'hour', null, null, 5, false, 'last_known', 100),
    ('quo_provider', 'org_1', 'provider', 'prv_1', null, 'requests', 'days', 10, null, 5, true, 'allow', 100),
    ('quo_team_model', 'org_1', 'team_model', 'team_1', 'mdl_1', 'output_tokens', 'day', null, null, 5, false, 'last_known', 100),
    ('quo_tag', 'org_1', 'tag', 'env=live', null, 'tokens', 'week', null, null, 5, false, 'last_known', 100),
    ('quo_everybody', 'org_1', 'end_user', '*', null, 'tokens', 'week', null, null, 5, false, 'last_known', 100)`;
  await sql`insert into quota_grant (id, organization_id, quota_id, amount, starts_at, ends_at, revoked_at) values
    ('grt_over', 'org_1', 'quo_tag', 1, now() - interval '2 hours', now() - interval '1 hour', null),
    ('grt_revoked', 'org_1', 'quo_tag', 2, now() - interval '2 hours', now() + interval '1 hour', now()),
    ('grt_runs', 'org_1', 'quo_tag', 3, now() - interval '2 hours', now() + interval '1 hour', null),
    ('grt_later', 'org_1', 'quo_tag', 4, now() + interval '1 hour', now() + interval '2 hours', null)`;
});
afterAll(async () => {
  await database.close();
  await fresh.close();
});

async function load(): Promise<PolicySnapshot> {
  const rows = await loadPolicyRows(database);
  if (rows === null) throw new Error("no policy");
  return buildSnapshot(rows, 0);
}

test("quotas of every scope come with their terms and the name people know", async () => {
  const { quotas } = await load();
  expect(quotas.of("person", "per_1")).toMatchObject([
    { scopeName: "Ada", window: "quarter", anchor: "2026-02-15", onStoreDown: "deny", maxCallPercent: 25, limit: 5n },
  ]);
  expect(quotas.of("model", "mdl_1")).toMatchObject([{ scopeName: "fast", unit: "input_tokens", window: "hour" }]);
  expect(quotas.of("provider", "prv_1")).toMatchObject([{ scopeName: "OpenAI", windowDays: 10, shadow: true }]);
  expect(quotas.of("team_model", "team_1", "mdl_1")).toMatchObject([{ scopeName: "Search at fast" }]);
  expect(quotas.of("tag", "env=live")).toMatchObject([{ scopeName: "env=live", timeZone: "Europe/Berlin" }]);
  expect(quotas.ofEndUser("bob")).toMatchObject([{ id: "quo_everybody", scopeName: "bob", subject: "bob" }]);
});

test("grants that run or begin later are known, those that are over or were taken back are not", async () => {
  const { quotas } = await load();
  const [quota] = quotas.of("tag", "env=live");
  expect(quota?.grants.map(({ amount }) => amount)).toEqual([3n, 4n]);
  expect(quota?.grants.every(({ startsAt, endsAt }) => startsAt < endsAt)).toBe(true);
});
