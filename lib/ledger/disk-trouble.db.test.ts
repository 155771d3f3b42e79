import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ClosedExchange } from "./contract";
import { closedExchange } from "./testing/closed-exchange";
import { orphanAll } from "./testing/dead-process";
import { type LedgerWorld, openLedgerWorld, until } from "./testing/ledger-world";

let world: LedgerWorld;
beforeAll(async () => {
  world = await openLedgerWorld();
});
afterEach(() => {
  world.proxy.set({ kind: "none" });
  rmSync(world.spoolRoot, { recursive: true, force: true });
  mkdirSync(world.spoolRoot);
});
afterAll(() => world.close());

const MEGABYTE = 1024 * 1024;

function call(organizationId: string): ClosedExchange {
  return closedExchange({ organizationId });
}

describe("while the disk refuses", () => {
  it("calls go on in memory, hard quotas are told, and the disk is used again as soon as it takes a spool", async () => {
    const { ledger, errors, end } = world.open({ maxBytes: MEGABYTE });
    const [long, late] = [call("org_disk"), call("org_disk")];
    const running = ledger.open({ ...long, outcome: "interrupted" });
    let count = 0;
    const append = () => {
      ledger.append(call("org_disk"));
      count += 1;
    };
    append();
    await ledger.flush();
    // A file where the folder was: nothing can be made in it.
    rmSync(world.spoolRoot, { recursive: true });
    writeFileSync(world.spoolRoot, "");
    while (!ledger.isFull) append();
    expect(errors).not.toEqual([]);
    for (let n = 0; n < 20; n += 1) append();
    running.update(long);
    const other = ledger.open({ ...late, outcome: "interrupted" });
    await ledger.flush();
    expect((await world.records("org_disk")).length).toBe(count);
    rmSync(world.spoolRoot);
    await until(() => !ledger.isFull);
    expect(readdirSync(world.spoolRoot)).toHaveLength(1);
    ledger.append(long, running);
    ledger.append(late, other);
    await ledger.flush();
    expect(ledger.lost).toBe(0);
    expect(await world.counts("org_disk")).toEqual({ rolled: count + 2, booked: count + 2 });
    await end();
    const [writers] = await world.db.sql`select count(*)::int as n from ledger_writer`;
    expect(writers).toEqual({ n: 0 });
  });

  it("and the store is away as well, what waits is bounded as memory is, and the rest counted", async () => {
    world.proxy.set({ kind: "refuse" });
    const { ledger, end } = world.open({ maxBytes: MEGABYTE, memoryBytes: 64 * 1024 });
    rmSync(world.spoolRoot, { recursive: true });
    writeFileSync(world.spoolRoot, "");
    let appended = 0;
    while (ledger.lost < 10) {
      ledger.append(call("org_both"));
      appended += 1;
    }
    world.proxy.set({ kind: "none" });
    await ledger.flush();
    expect((await world.records("org_both")).length + ledger.lost).toBe(appended);
    rmSync(world.spoolRoot);
    await until(() => existsSync(world.spoolRoot));
    await end();
  });
});

describe("while the store is away", () => {
  it("details are shed first, then the spool is full and what is lost is counted; afterwards all is as before", async () => {
    world.proxy.set({ kind: "refuse" });
    const { ledger, end } = world.open({ maxBytes: MEGABYTE });
    let kept = 0;
    while (!ledger.isFull) {
      ledger.append(call("org_full"));
      kept += 1;
    }
    expect(ledger.lost).toBe(0);
    ledger.append(call("org_full"));
    expect(ledger.lost).toBe(1);
    world.proxy.set({ kind: "none" });
    await ledger.flush();
    expect(ledger.isFull).toBe(false);
    expect(await world.counts("org_full")).toEqual({ rolled: kept, booked: kept });
    const [shed] = await world.db.sql<{ detailed: number; shed: number }[]>`
      select count(*) filter (where json_array_length(attempts) > 0)::int as detailed,
        count(*) filter (where json_array_length(attempts) = 0 and cost_micros = 1200 and uncached_input = 100)::int as shed
      from request_record where organization_id = 'org_full'`;
    expect(shed?.detailed).toBeGreaterThan(kept / 2);
    expect((shed?.detailed ?? 0) + (shed?.shed ?? 0)).toBe(kept);
    expect(shed?.shed).toBeGreaterThan(0);
    await end();
  });

  it("memory holds no more than its share: the rest is read back from the spool, and the sums are right", async () => {
    world.proxy.set({ kind: "refuse" });
    const { ledger, end } = world.open({ memoryBytes: 0 });
    for (let n = 0; n < 3_000; n += 1) ledger.append(call("org_memory"));
    world.proxy.set({ kind: "none" });
    await ledger.flush();
    expect(await world.counts("org_memory")).toEqual({ rolled: 3_000, booked: 3_000 });
    await end();
  });

  it("a spool that was given up is brought by the next process when its own died", async () => {
    world.proxy.set({ kind: "refuse" });
    const { ledger, end } = world.open({ maxBytes: MEGABYTE });
    ledger.append(call("org_given_up"));
    const running = closedExchange({ organizationId: "org_given_up", outcome: "interrupted" });
    ledger.open(running);
    await end();
    orphanAll(world.spoolRoot);
    world.proxy.set({ kind: "none" });
    expect(await world.recover()).toMatchObject({ closed: 1, interrupted: 1 });
    expect((await world.records("org_given_up")).map(({ outcome }) => outcome).sort()).toEqual(["interrupted", "ok"]);
  });
});
