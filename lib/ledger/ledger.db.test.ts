import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { rollupWatermark } from "@/db/queries/ledger/rebuild-usage-hour";
import { readDelivered, writeBatch } from "@/db/queries/ledger/write-batch";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import type { ClosedExchange } from "./contract";
import { exchangeLine } from "./exchange-line";
import { createLedger } from "./ledger";
import { rebuildHour } from "./rebuild-rollups";
import { closedExchange } from "./testing/closed-exchange";

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

function openLedger(errors: unknown[] = [], sql = db.sql) {
  return createLedger({
    sql,
    spoolRoot: null,
    flushIntervalMs: 5,
    closeTimeoutMs: 300,
    onError: (error) => errors.push(error),
  });
}

/** Every column that adds up, of one organization, from the roll-ups. */
async function sums(organizationId: string) {
  const rows = await db.sql`
    select hour, key_id, model_name, provider_id, requests, ok, refused, failed, aborted, unpriced, simulated, cost_micros,
      uncached_input, cache_read, cache_write, output, reasoning, audio_input, audio_output, image,
      ttft_histogram::text, duration_histogram::text
    from usage_hourly where organization_id = ${organizationId} order by 1, 2, 3, 4`;
  return [...rows];
}

async function count(table: string, organizationId: string): Promise<number> {
  const [row] = await db.sql<{ n: number }[]>`
    select count(*)::int as n from ${db.sql(table)} where organization_id = ${organizationId}`;
  return row?.n ?? -1;
}

describe("the ledger", () => {
  it("writes record, ledger entry and roll-up of one exchange", async () => {
    const ledger = openLedger();
    const exchange = closedExchange({ organizationId: "org_one" });
    ledger.append(exchange);
    await ledger.flush();
    expect(ledger.pending).toBe(0);
    const [record] = await db.sql`select * from request_record where id = ${exchange.requestId}`;
    expect(record).toMatchObject({
      organization_id: "org_one",
      cost_micros: 1200n,
      uncached_input: 100n,
      ttft_ms: 120,
      attempts: exchange.attempts,
      trace: exchange.trace,
      admitted_at: new Date(exchange.admittedAt ?? 0),
    });
    expect(record?.started_at).toEqual(exchange.startedAt);
    const [entry] = await db.sql`select * from ledger_entry where request_id = ${exchange.requestId}`;
    expect(entry).toMatchObject({
      attempt: 1,
      kind: "settle",
      cost_micros: 1200n,
      input_tokens: 125n,
      output_tokens: 60n,
      key_id: "key_a",
    });
    const [usage] = await sums("org_one");
    expect(usage).toMatchObject({ requests: 1n, ok: 1n, cost_micros: 1200n, output: 50n, model_name: "fast" });
    await ledger.close();
  });

  it("counts a batch once, however often it comes", async () => {
    const exchanges = Array.from({ length: 20 }, (_, n) =>
      closedExchange({ organizationId: "org_twice", durationMs: n * 40 }),
    );
    const lines = exchanges.map((exchange) => exchangeLine(exchange, true)).join("");
    const batch = {
      writerId: "lse_twice",
      from: 0,
      to: lines.length,
      completeTo: Date.now(),
      settledTo: null,
      lines,
      sums: null,
    };
    expect(await writeBatch(db.sql, batch)).toBe(20);
    const once = await sums("org_twice");
    expect(await Promise.all([writeBatch(db.sql, batch), writeBatch(db.sql, batch)])).toEqual([0, 0]);
    expect(await readDelivered(db.sql, "lse_twice")).toBe(lines.length);
    // Another writer that found the same exchanges: what is there stays as it is.
    expect(await writeBatch(db.sql, { ...batch, writerId: "lse_heir" })).toBe(0);
    expect(await sums("org_twice")).toEqual(once);
    expect(await count("request_record", "org_twice")).toBe(20);
    expect(await count("ledger_entry", "org_twice")).toBe(20);
  });

  it("refuses a batch that leaves a gap", async () => {
    const batch = { writerId: "lse_gap", completeTo: Date.now(), settledTo: null, lines: "", sums: null };
    await writeBatch(db.sql, { ...batch, from: 0, to: 10 });
    await expect(writeBatch(db.sql, { ...batch, from: 20, to: 30 })).rejects.toThrow("does not follow");
  });

  it("counts an exchange that is twice in one batch once", async () => {
    const ledger = openLedger();
    const exchange = closedExchange({ organizationId: "org_double" });
    ledger.append(exchange);
    ledger.append(exchange);
    await ledger.flush();
    expect((await sums("org_double"))[0]).toMatchObject({ requests: 1n, cost_micros: 1200n });
    await ledger.close();
  });

  it("keeps an unknown cost unknown and counts it", async () => {
    const ledger = openLedger();
    const exchange = closedExchange({ organizationId: "org_unpriced", costMicros: null, priceVersionId: null });
    ledger.append(exchange);
    await ledger.flush();
    const [record] = await db.sql`select cost_micros from request_record where id = ${exchange.requestId}`;
    const [entry] =
      await db.sql`select cost_micros, output_tokens from ledger_entry where request_id = ${exchange.requestId}`;
    expect(record).toEqual({ cost_micros: null });
    expect(entry).toEqual({ cost_micros: null, output_tokens: 60n });
    expect((await sums("org_unpriced"))[0]).toMatchObject({ unpriced: 1n, cost_micros: 0n });
    await ledger.close();
  });

  it("records a refusal without a known key, and charges nobody for it", async () => {
    const ledger = openLedger();
    ledger.append(refusal({ organizationId: "org_refused" }));
    await ledger.flush();
    expect(await count("request_record", "org_refused")).toBe(1);
    expect(await count("ledger_entry", "org_refused")).toBe(0);
    expect((await sums("org_refused"))[0]).toMatchObject({ requests: 1n, refused: 1n, unpriced: 0n, key_id: "" });
    await ledger.close();
  });

  it("makes roll-ups that are the sum of the records, and the same when rebuilt", async () => {
    const hour = new Date(Math.floor(Date.now() / 3_600_000) * 3_600_000);
    const ledger = openLedger();
    const exchanges = mixedExchanges("org_sum", hour);
    for (const exchange of exchanges) ledger.append(exchange);
    await ledger.flush();
    const rolled = await sums("org_sum");
    const total = rolled.reduce((sum, row) => sum + row.cost_micros, 0n);
    expect(total).toBe(exchanges.reduce((sum, { costMicros }) => sum + (costMicros ?? 0n), 0n));
    expect(rolled.reduce((sum, row) => sum + row.requests, 0n)).toBe(BigInt(exchanges.length));
    await db.sql`update usage_hourly set requests = requests + 7, cost_micros = 0 where organization_id = 'org_sum'`;
    await rebuildHour(db.sql, "org_sum", hour);
    expect(await sums("org_sum")).toEqual(rolled);
    await ledger.close();
  });

  it("puts a latency into the slot of the first bound that is not below it", async () => {
    const ledger = openLedger();
    for (const durationMs of [0, 5, 6, 300_000, 300_001]) {
      ledger.append(closedExchange({ organizationId: "org_slots", durationMs, ttftMs: null }));
    }
    await ledger.flush();
    const [row] = await sums("org_slots");
    const slots = String(row?.duration_histogram).slice(1, -1).split(",").map(Number);
    expect(slots).toHaveLength(27);
    expect([slots[0], slots[1], slots[25], slots[26]]).toEqual([2, 1, 1, 1]);
    expect(String(row?.ttft_histogram)).toBe(`{${Array(27).fill(0).join(",")}}`);
    await ledger.close();
  });

  it("stores text that Postgres cannot hold without its impossible characters", async () => {
    const ledger = openLedger();
    const exchange = closedExchange({ organizationId: "org_text", endUser: "a\0b\ud800c\\u0000", userAgent: "x\0" });
    ledger.append(exchange);
    await ledger.flush();
    const [record] = await db.sql`select end_user, user_agent from request_record where id = ${exchange.requestId}`;
    expect(record).toEqual({ end_user: "ab\ufffdc\\u0000", user_agent: "x" });
    expect(ledger.lost).toBe(0);
    await ledger.close();
  });

  it("loses the one record that Postgres refuses, counts it, and writes its neighbours", async () => {
    const errors: unknown[] = [];
    const ledger = openLedger(errors);
    for (let n = 0; n < 9; n += 1) ledger.append(closedExchange({ organizationId: "org_poison" }));
    ledger.append(closedExchange({ organizationId: "org_poison", httpStatus: 3e10 }));
    await ledger.flush();
    expect(await count("request_record", "org_poison")).toBe(9);
    expect(ledger.lost).toBe(1);
    expect(errors).toHaveLength(1);
    await ledger.close();
  });

  it("waits for a database that is away and then writes everything once", async () => {
    const errors: unknown[] = [];
    await db.sql`alter table request_record rename to request_record_away`;
    const ledger = openLedger(errors);
    ledger.append(closedExchange({ organizationId: "org_away" }));
    const flushed = ledger.flush();
    await until(() => errors.length > 0);
    await db.sql`alter table request_record_away rename to request_record`;
    await flushed;
    expect(await count("request_record", "org_away")).toBe(1);
    expect(ledger.lost).toBe(0);
    await ledger.close();
  });

  it("says up to when charts are complete", async () => {
    const ledger = openLedger();
    ledger.append(closedExchange({ organizationId: "org_mark" }));
    await ledger.flush();
    const [writers] = await db.sql`select min(complete_to) as slowest from ledger_writer`;
    expect(await rollupWatermark(db.sql)).toEqual(writers?.slowest);
    await db.sql`insert into ledger_writer (id, complete_to) values ('lse_behind', '2026-01-01')`;
    expect(await rollupWatermark(db.sql)).toEqual(new Date("2026-01-01T00:00:00Z"));
    await db.sql`update ledger_writer set seen_at = now() - interval '1 hour'`;
    await ledger.close();
    expect((await rollupWatermark(db.sql)).getTime()).toBeGreaterThan(Date.parse("2026-01-02"));
  });
});

function refusal(given: Partial<ClosedExchange>): ClosedExchange {
  return closedExchange({
    teamId: null,
    projectId: null,
    keyId: null,
    modelId: null,
    providerId: null,
    outcome: "refused",
    httpStatus: 401,
    errorCode: "invalid_api_key",
    costMicros: null,
    usage: { ...closedExchange().usage, uncachedInput: 0, cacheRead: 0, cacheWrite: 0, output: 0, reasoning: 0 },
    usageSource: "none",
    ttftMs: null,
    attempts: [],
    admittedAt: null,
    ...given,
  });
}

function mixedExchanges(organizationId: string, hour: Date): ClosedExchange[] {
  return Array.from({ length: 60 }, (_, n) => {
    const startedAt = new Date(hour.getTime() + n * 1000);
    if (n % 7 === 0) return refusal({ organizationId, startedAt });
    return closedExchange({
      organizationId,
      startedAt,
      keyId: `key_${n % 3}`,
      modelAsked: `model-${n % 2}`,
      outcome: n % 11 === 0 ? "aborted" : n % 13 === 0 ? "interrupted" : "ok",
      costMicros: n % 5 === 0 ? null : BigInt(n * 1_000),
      durationMs: n * 37,
      ttftMs: n % 4 === 0 ? null : n * 5,
      simulated: n % 2 === 0,
    });
  });
}

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise((resolve) => setImmediate(resolve));
}
