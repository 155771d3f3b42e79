import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Quota } from "./contract";
import { openQuotaWorld, type QuotaWorld } from "./testing/quota-world";

let world: QuotaWorld;
let quota: Quota;
beforeAll(async () => {
  world = await openQuotaWorld();
  quota = await world.quota({});
});
afterAll(() => world.close());

/** Whatever the code above it does, the database itself refuses these. */
describe("a quota that makes no sense", () => {
  it.each<[string, Record<string, unknown>, string]>([
    ["a negative limit", { limit: -1n }, "quota_limit_not_negative"],
    ["an unknown scope", { scopeKind: "planet" }, "quota_scope_known"],
    ["a key at a model without the model", { scopeKind: "key_model" }, "quota_scope_model_fits"],
    ["a model where none belongs", { scopeModelId: "mdl_a" }, "quota_scope_model_fits"],
    ["an unknown unit", { unit: "euros" }, "quota_unit_known"],
    ["an unknown window", { window: "decade" }, "quota_window_known"],
    ["days without a number", { window: "days" }, "quota_window_days_fit"],
    ["a number of days elsewhere", { windowDays: 3 }, "quota_window_days_fit"],
    ["no days at all", { window: "days", windowDays: 0 }, "quota_window_days_known"],
    ["an anchor where nothing begins", { window: "day", anchor: "2026-01-01" }, "quota_anchor_fits"],
    ["an unknown way through an outage", { onStoreDown: "panic" }, "quota_on_store_down_known"],
    ["a call that may hold nothing", { maxCallPercent: 0 }, "quota_max_call_percent_known"],
    ["a call that may hold more than all", { maxCallPercent: 101 }, "quota_max_call_percent_known"],
    ["concurrency over a month", { unit: "concurrent" }, "quota_window_fits_unit"],
    ["tokens at once", { unit: "tokens", window: "now" }, "quota_window_fits_unit"],
  ])("is refused: %s", async (_, terms, constraint) => {
    await expect(world.quota(terms as Partial<Quota>)).rejects.toMatchObject({ constraint_name: constraint });
  });

  it("is refused: a limit that is no number", async () => {
    await expect(world.db.sql`update quota set "limit" = 'NaN'::float8 where id = ${quota.id}`).rejects.toMatchObject({
      code: "22003",
    });
  });
});

describe("amounts that cannot be", () => {
  it.each(["settled", "held", "leased"])("are refused in buckets: negative %s", async (column) => {
    const { sql } = world.db;
    const insert = sql`insert into quota_bucket (quota_id, window_start, ${sql(column)}) values (${quota.id}, now(), -1)`;
    await expect(insert).rejects.toMatchObject({ constraint_name: "quota_bucket_not_negative" });
  });

  it("are refused in holds, leases and grants", async () => {
    const { sql } = world.db;
    await expect(sql`insert into quota_hold (quota_id, window_start, request_id, amount, expires_at)
      values (${quota.id}, now(), 'req_a', -1, now())`).rejects.toMatchObject({
      constraint_name: "quota_hold_not_negative",
    });
    await expect(sql`insert into quota_lease (quota_id, window_start, process_id, amount, held, held_until, expires_at)
      values (${quota.id}, now(), 'lse_a', 1, -1, now(), now())`).rejects.toMatchObject({
      constraint_name: "quota_lease_not_negative",
    });
    const grant = (amount: bigint, hours: number) => sql`
      insert into quota_grant (id, organization_id, quota_id, amount, ends_at)
      values ('grt_a', 'org_test', ${quota.id}, ${amount}, now() + ${hours} * interval '1 hour')`;
    await expect(grant(0n, 1)).rejects.toMatchObject({ constraint_name: "quota_grant_positive" });
    await expect(grant(-5n, 1)).rejects.toMatchObject({ constraint_name: "quota_grant_positive" });
    await expect(grant(5n, -1)).rejects.toMatchObject({ constraint_name: "quota_grant_ends" });
  });
});
