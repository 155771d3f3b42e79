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

const dropBefore = (before: string, pause: () => Promise<void> = async () => undefined) =>
  dropRequestPartitionsBefore(db.sql, "request_record", { before: new Date(before), pause });

describe("partitions of request records", () => {
  it("take over what waited in the net, and go by day", async () => {
    const exchange = closedExchange({ organizationId: "org_old", startedAt: new Date("2020-03-01T12:00:00Z") });
    const ledger = openLedger();
    ledger.append(exchange);
    await ledger.flush();
    expect(await homeOf(exchange.requestId)).toBe("request_record_default");
    await db.sql`select ensure_request_partitions('2020-03-01', 1)`;
    expect(await homeOf(exchange.requestId)).toBe("request_record_20200301");
    expect(await dropBefore("2020-03-01T23:00:00Z")).toBe(0);
    expect(await dropBefore("2020-03-02T00:00:00Z")).toBe(1);
    expect(await homeOf(exchange.requestId)).toBeNull();
    await ledger.close();
  });

  // The embedded database has one connection, so nobody is in anybody's way.
  it.runIf(process.env.TEST_DATABASE_URL)(
    "that are over never make writers queue behind a reader: the drop gives way and comes again",
    async () => {
      await db.sql`select ensure_request_partitions('2020-04-01', 1)`;
      const release = Promise.withResolvers<void>();
      const reads = Promise.withResolvers<void>();
      const reader = db.sql.begin(async (tx) => {
        await tx`select count(*) from request_record where started_at < '2020-05-01'`;
        reads.resolve();
        await release.promise;
      });
      await reads.promise;
      let written = 0;
      const dropped = await dropBefore("2020-04-02T00:00:00Z", async () => {
        const ledger = openLedger();
        ledger.append(closedExchange({ organizationId: "org_during" }));
        await ledger.flush();
        await ledger.close();
        written += 1;
        if (written === 2) {
          release.resolve();
          await reader;
        }
      });
      expect({ dropped, written }).toEqual({ dropped: 1, written: 2 });
    },
  );

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
