import { sql as drizzleSql } from "drizzle-orm";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { type FaultProxy, startFaultProxy } from "@/e2e/faults/fault-proxy";
import type { StoreHealth } from "./breaker";
import { retryIdempotent } from "./retry-idempotent";
import { DeadlineExceeded, isStoreFailure, StoreUnavailable } from "./store-failure";

let fresh: FreshDatabase;
let proxy: FaultProxy;
let database: Database;
let changes: StoreHealth[];

beforeAll(async () => {
  fresh = await freshDatabase();
});
afterAll(() => fresh.close());

beforeEach(async () => {
  proxy = await startFaultProxy(fresh.url);
  changes = [];
  database = openDatabase(proxy.url, { poolSize: 2, onHealthChange: (health) => changes.push(health) });
  await database.sql`create table if not exists tally (n int not null)`;
  await database.sql`truncate tally`;
});
afterEach(async () => {
  proxy.set({ kind: "none" });
  await database.close();
  await proxy.close();
});

/** Every way to ask, with a deadline of `ms`. */
function ways(ms: number): [string, () => Promise<unknown>][] {
  const { sql, orm } = database.within(ms);
  return [
    ["a tagged statement", async () => sql`select ${1}::int as n`],
    ["an unsafe statement", async () => sql.unsafe("select 1 as n")],
    ["a transaction", () => sql.begin((scope) => scope`select 1`)],
    ["a drizzle query", async () => orm.execute(drizzleSql`select 1`)],
    ["a drizzle transaction", () => orm.transaction((run) => run.execute(drizzleSql`select 1`))],
  ];
}

async function failureOf(work: () => Promise<unknown>): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("it should have failed");
}

async function untilServing(): Promise<void> {
  await vi.waitFor(() => expect(database.health().state).toBe("closed"), { timeout: 15_000 });
}

describe("every way to ask has a deadline", () => {
  for (const n of [0, 1, 2, 3, 4]) {
    it(`${["a tagged statement", "an unsafe statement", "a transaction", "a drizzle query", "a drizzle transaction"][n]} that is never answered`, async () => {
      const [, ask] = ways(150)[n] ?? ["", async () => undefined];
      await ask().catch(() => undefined);
      proxy.set({ kind: "blackhole" });
      expect(isStoreFailure(await failureOf(ask))).toBe(true);
      proxy.set({ kind: "none" });
      await untilServing();
      await vi.waitFor(() => ask());
    });
  }

  it("counts the wait for a connection, and what it gave up on is never run", async () => {
    const { sql } = database.within(10_000);
    let release: () => void = () => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    const holders = [sql, sql].map((one) => one.begin(() => held));
    const late = database.within(50).sql;
    await expect(late`insert into tally values (1)`).rejects.toBeInstanceOf(DeadlineExceeded);
    await expect(late.begin((scope) => scope`insert into tally values (2)`)).rejects.toBeInstanceOf(DeadlineExceeded);
    release();
    await Promise.all(holders);
    expect(await sql`select n from tally`).toEqual([]);
  });

  it("a transaction whose caller was told that time is over is rolled back", async () => {
    let go: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => (go = resolve));
    const work = database.within(60).sql.begin(async (scope) => {
      await scope`insert into tally values (3)`;
      await gate;
    });
    await expect(work).rejects.toBeInstanceOf(DeadlineExceeded);
    go();
    await vi.waitFor(async () => expect(await database.sql`select n from tally`).toEqual([]));
  });
});

describe("the pool of a store that stopped answering", () => {
  it("refuses at once after three time-outs, says so once, and is whole again without help", async () => {
    const { sql } = database.within(100);
    proxy.set({ kind: "blackhole" });
    for (let n = 0; n < 3; n += 1) await failureOf(async () => sql`select 1`);
    expect(database.health()).toMatchObject({ pool: "main", state: expect.stringMatching(/open/) });
    const refused = await Promise.all(Array.from({ length: 100 }, () => failureOf(async () => sql`select 1`)));
    expect(refused.every((error) => error instanceof StoreUnavailable)).toBe(true);
    expect(await failureOf(() => database.orm.transaction(async () => 1))).toBeInstanceOf(StoreUnavailable);
    proxy.set({ kind: "none" });
    await untilServing();
    expect(await sql`select 1 as n`).toEqual([{ n: 1 }]);
    expect(changes.map(({ state }) => state)).toEqual(["open", "closed"]);
  });

  it("keeps no connection that never answered", async () => {
    proxy.set({ kind: "blackhole" });
    for (let n = 0; n < 3; n += 1) await failureOf(async () => database.within(50).sql`select 1`);
    await vi.waitFor(() => expect(proxy.connections).toBeLessThanOrEqual(2), { timeout: 10_000 });
    proxy.set({ kind: "none" });
    await untilServing();
    const [row] = await Promise.all(Array.from({ length: 20 }, () => database.sql`select 1 as n`));
    expect(row).toEqual([{ n: 1 }]);
  });

  it("is not opened by statements that fail on their own", async () => {
    for (let n = 0; n < 10; n += 1) await failureOf(async () => database.sql`select 1 / ${0}::int`);
    expect(database.health().state).toBe("closed");
    expect(await database.sql`select 1 as n`).toEqual([{ n: 1 }]);
  });

  it.each(["57P01", "25006", "53300"])("opens for %s and closes when it serves again", async (code) => {
    proxy.set({ kind: "error", code, fatal: code !== "25006" });
    for (let n = 0; n < 3; n += 1) {
      expect(isStoreFailure(await failureOf(async () => database.sql.unsafe("select 1")))).toBe(true);
    }
    expect(database.health().state).not.toBe("closed");
    proxy.set({ kind: "none" });
    await untilServing();
    expect(await database.sql`select 1 as n`).toEqual([{ n: 1 }]);
  });
});

describe("a connection that is lost", () => {
  it("while it is being made leaves nobody's rejection behind", async () => {
    const unhandled: unknown[] = [];
    const note = (reason: unknown) => unhandled.push(reason);
    process.on("unhandledRejection", note);
    try {
      for (let lateMs = 0; lateMs < 40; lateMs += 2) {
        const fleeting = openDatabase(proxy.url, { poolSize: 1 });
        const asked = failureOf(async () => fleeting.within(10_000).sql`select pg_sleep(5)`);
        const cutAt = performance.now() + lateMs;
        while (performance.now() < cutAt) await new Promise((resolve) => setImmediate(resolve));
        proxy.set({ kind: "refuse" });
        await asked;
        proxy.set({ kind: "none" });
        await fleeting.close();
      }
    } finally {
      process.off("unhandledRejection", note);
    }
    expect(unhandled).toEqual([]);
  });

  it.each(["a statement", "a transaction", "a savepoint"])(
    "under %s fails that one and ends nothing else",
    async (what) => {
      const lost = failureOf(async () => {
        if (what === "a statement") return database.sql`select pg_sleep(5)`;
        return database.sql.begin(async (scope) => {
          await scope`insert into tally values (9)`;
          proxy.cut();
          if (what === "a savepoint") return scope.savepoint((inner) => inner`select 1`);
          return scope`select 1`;
        });
      });
      if (what === "a statement") setImmediate(() => proxy.cut());
      expect(isStoreFailure(await lost)).toBe(true);
      await vi.waitFor(async () => expect(await database.sql`select n from tally`).toEqual([]));
    },
  );

  it("while it was idle is not noticed by the next caller", async () => {
    await Promise.all([database.sql`select 1`, database.sql`select 1`]);
    proxy.cut();
    await vi.waitFor(() => expect(proxy.connections).toBe(0));
    await new Promise((resolve) => setImmediate(resolve));
    expect(await database.sql`select 1 as n`).toEqual([{ n: 1 }]);
  });

  it("half closed by the server counts as lost", async () => {
    await database.sql`select 1`;
    proxy.set({ kind: "half_close" });
    proxy.set({ kind: "none" });
    await vi.waitFor(async () => expect(await database.sql`select 1 as n`).toEqual([{ n: 1 }]));
  });
});

describe("trying again", () => {
  it("helps an idempotent statement through a failover, three times at most", async () => {
    let tries = 0;
    proxy.set({ kind: "error", code: "57P01", fatal: true });
    const answer = retryIdempotent(async () => {
      tries += 1;
      if (tries === 3) proxy.set({ kind: "none" });
      return database.sql.unsafe("select 1 as n");
    });
    expect(await answer).toMatchObject([{ n: 1 }]);
    proxy.set({ kind: "error", code: "57P01", fatal: true });
    tries = 10;
    await expect(retryIdempotent(async () => database.sql.unsafe("select 1"))).rejects.toBeInstanceOf(Error);
  });

  it("is not done for what the statement itself did wrong", async () => {
    let tries = 0;
    const work = retryIdempotent(async () => {
      tries += 1;
      return database.sql`select 1 / ${0}::int`;
    });
    await expect(work).rejects.toMatchObject({ code: "22012" });
    expect(tries).toBe(1);
  });
});
