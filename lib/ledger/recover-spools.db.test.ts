import { appendFileSync, readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, it } from "vitest";
import type { ClosedExchange } from "./contract";
import { exchangeLine } from "./exchange-line";
import { closedExchange } from "./testing/closed-exchange";
import { orphanAll } from "./testing/dead-process";
import { type LedgerWorld, openLedgerWorld } from "./testing/ledger-world";

let world: LedgerWorld;
beforeAll(async () => {
  world = await openLedgerWorld();
});
afterEach(() => world.proxy.set({ kind: "none" }));
afterAll(() => world.close());

const NOTHING = { spools: 0, closed: 0, interrupted: 0 };

function calls(organizationId: string, count: number): ClosedExchange[] {
  return Array.from({ length: count }, () => closedExchange({ organizationId }));
}

function ids(exchanges: readonly ClosedExchange[]): string[] {
  return exchanges.map(({ requestId }) => requestId).sort();
}

/** A process that dies with the store away, having closed `closed` and begun `open`. */
async function dieWith(closed: readonly ClosedExchange[], open: readonly ClosedExchange[] = []): Promise<void> {
  world.proxy.set({ kind: "refuse" });
  const { ledger, end } = world.open();
  const entries = closed.map((one) => ledger.open({ ...one, outcome: "interrupted" }));
  for (const one of open) ledger.open({ ...one, outcome: "interrupted" });
  for (const [n, one] of closed.entries()) ledger.append(one, entries[n] ?? null);
  await end();
  orphanAll(world.spoolRoot);
  world.proxy.set({ kind: "none" });
}

it("what close could not write stays on disk, and the next process brings it: the closed, then the interrupted", async () => {
  const [closed, open] = [calls("org_left", 30), calls("org_left", 5)];
  await dieWith(closed, open);
  expect(await world.recover()).toEqual({ spools: 1, closed: 30, interrupted: 5 });
  const records = await world.records("org_left");
  expect(records.map(({ id }) => id)).toEqual(ids([...closed, ...open]));
  expect(records.filter(({ outcome }) => outcome === "interrupted").map(({ id }) => id)).toEqual(ids(open));
  expect(await world.counts("org_left")).toEqual({ rolled: 35, booked: 35 });
  expect(readdirSync(world.spoolRoot)).toEqual([]);
  expect(await world.recover()).toEqual(NOTHING);
});

it("several processes that find one orphan bring it once", async () => {
  const closed = calls("org_rush", 700);
  await dieWith(closed, calls("org_rush", 20));
  await Promise.allSettled(Array.from({ length: 4 }, () => world.recover()));
  await world.recover();
  expect((await world.records("org_rush")).length).toBe(720);
  expect(await world.counts("org_rush")).toEqual({ rolled: 720, booked: 720 });
  expect(readdirSync(world.spoolRoot)).toEqual([]);
});

it("an orphan whose finder died as well is found again, under its first name", async () => {
  const closed = calls("org_heir", 3);
  await dieWith(closed);
  const [name = ""] = readdirSync(world.spoolRoot);
  renameSync(join(world.spoolRoot, name), join(world.spoolRoot, `${name}~12345`));
  expect(await world.recover()).toMatchObject({ spools: 1, closed: 3 });
  expect((await world.records("org_heir")).map(({ id }) => id)).toEqual(ids(closed));
});

it("what was delivered before is left out, and what its finder delivered before it died too", async () => {
  const [first, second] = [calls("org_part", 8), calls("org_part", 4)];
  const { ledger, end } = world.open();
  for (const one of first) ledger.append(one);
  await ledger.flush();
  world.proxy.set({ kind: "refuse" });
  for (const one of second) ledger.append(one);
  await end();
  orphanAll(world.spoolRoot);
  expect(await world.recover()).toEqual({ spools: 1, closed: 4, interrupted: 0 });
  expect(await world.counts("org_part")).toEqual({ rolled: 12, booked: 12 });
});

it("a torn last line is nobody's record", async () => {
  const closed = calls("org_torn", 2);
  await dieWith(closed, calls("org_torn", 1));
  const [name = ""] = readdirSync(world.spoolRoot);
  for (const file of readdirSync(join(world.spoolRoot, name)).filter((one) => one.endsWith(".log"))) {
    const line = exchangeLine(closedExchange({ organizationId: "org_torn" }), true);
    appendFileSync(join(world.spoolRoot, name, file), line.slice(0, line.length >> 1));
  }
  expect(await world.recover()).toEqual({ spools: 1, closed: 2, interrupted: 1 });
  expect((await world.records("org_torn")).length).toBe(3);
});

it("a line that Postgres refuses is told of, and its neighbours are written", async () => {
  const closed = calls("org_poison", 6);
  const poison = closedExchange({ organizationId: "org_poison", httpStatus: 3e10 });
  await dieWith([...closed.slice(0, 3), poison, ...closed.slice(3)]);
  const rejected: string[] = [];
  await world.recover(rejected);
  expect((await world.records("org_poison")).map(({ id }) => id)).toEqual(ids(closed));
  expect(rejected).toHaveLength(1);
  expect(rejected[0]).toContain(poison.requestId);
});

it("a spool of a living process is left alone, one in the making too", async () => {
  const { ledger, end } = world.open();
  const entry = ledger.open(closedExchange({ organizationId: "org_alive", outcome: "interrupted" }));
  expect(await world.recover()).toEqual(NOTHING);
  ledger.append(closedExchange({ organizationId: "org_alive" }), entry);
  await end();
  expect((await world.records("org_alive")).map(({ outcome }) => outcome)).toEqual(["ok"]);
});

it("an interrupted call is billed at what was last known of it", async () => {
  world.proxy.set({ kind: "refuse" });
  const { ledger, end } = world.open();
  const begun = closedExchange({
    organizationId: "org_seen",
    outcome: "interrupted",
    costMicros: null,
    usageSource: "none",
  });
  const entry = ledger.open(begun);
  entry.update({ ...begun, costMicros: 10n, usageSource: "estimated" });
  entry.update({ ...begun, costMicros: 77n, usageSource: "reported" });
  await end();
  orphanAll(world.spoolRoot);
  world.proxy.set({ kind: "none" });
  await world.recover();
  const rows = await world.db
    .sql`select cost_micros, usage_source from request_record where organization_id = 'org_seen'`;
  expect([...rows]).toEqual([{ cost_micros: 77n, usage_source: "reported" }]);
});
