import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { dropRequestPartitionsBefore, ensureRequestPartitions } from "@/db/queries/ledger/request-partitions";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { createLedger } from "./ledger";
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

function openLedger() {
  return createLedger({
    sql: db.sql,
    spoolRoot: null,
    flushIntervalMs: 5,
    onError: (error) => expect.unreachable(String(error)),
  });
}

describe("partitions of request records", () => {
  it("take over what waited in the net, and go by day", async () => {
    const exchange = closedExchange({ organizationId: "org_old", startedAt: new Date("2020-03-01T12:00:00Z") });
    const ledger = openLedger();
    ledger.append(exchange);
    await ledger.flush();
    expect(await homeOf(exchange.requestId)).toBe("request_record_default");
    await db.sql`select ensure_request_partitions('2020-03-01', 1)`;
    expect(await homeOf(exchange.requestId)).toBe("request_record_20200301");
    expect(await dropRequestPartitionsBefore(db.sql, new Date("2020-03-01T23:00:00Z"))).toBe(0);
    expect(await dropRequestPartitionsBefore(db.sql, new Date("2020-03-02T00:00:00Z"))).toBe(1);
    expect(await homeOf(exchange.requestId)).toBeNull();
    await ledger.close();
  });

  it("are there for today and a week ahead once asked for, however often", async () => {
    await ensureRequestPartitions(db.sql);
    expect(await ensureRequestPartitions(db.sql)).toBe(0);
    const exchange = closedExchange({ organizationId: "org_today" });
    const ledger = openLedger();
    ledger.append(exchange);
    await ledger.flush();
    expect(await homeOf(exchange.requestId)).toMatch(/^request_record_\d{8}$/);
    await ledger.close();
  });
});

async function homeOf(requestId: string): Promise<string | null> {
  const [row] = await db.sql<{ home: string }[]>`
    select tableoid::regclass::text as home from request_record where id = ${requestId}`;
  return row?.home ?? null;
}
