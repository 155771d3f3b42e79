import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { checkBooks } from "@/lib/ledger/check-books";
import type { Quota } from "@/lib/quotas/contract";
import { type BooksWorld, openBooksWorld } from "./testing/books-world";

let world: BooksWorld;
beforeAll(async () => {
  world = await openBooksWorld();
});
afterAll(() => world.close());
// The calls of one test are none of the next one's quotas' business.
beforeEach(() => world.db.sql`update quota set archived_at = now()`);

const SCOPES: Partial<Quota>[] = [
  { scopeKind: "organization", scopeId: "org_test" },
  { scopeKind: "team", scopeId: "team_a" },
  { scopeKind: "project", scopeId: "prj_a" },
  { scopeKind: "key", scopeId: "key_a" },
  { scopeKind: "person", scopeId: "per_a" },
  { scopeKind: "end_user", scopeId: "ann" },
  { scopeKind: "end_user", scopeId: "*", subject: "ann" },
  { scopeKind: "model", scopeId: "mdl_a" },
  { scopeKind: "provider", scopeId: "prv_a" },
  { scopeKind: "tag", scopeId: "env=live" },
  { scopeKind: "key_model", scopeId: "key_a", scopeModelId: "mdl_a" },
  { scopeKind: "team_model", scopeId: "team_a", scopeModelId: "mdl_a" },
];
const UNITS = ["usd_micros", "tokens", "input_tokens", "output_tokens", "requests"] as const;
const WINDOWS: Partial<Quota>[] = [
  { window: "day" },
  { window: "week" },
  { window: "month" },
  { window: "quarter" },
  { window: "days", windowDays: 10, anchor: "2026-01-15" },
  { window: "lifetime" },
];
const CALL = { personId: "per_a", endUser: "ann", tags: ["env=live", "team=search"] };

describe("the books", () => {
  it("agree for every scope, unit and window", async () => {
    const process = await world.process();
    const quotas: Quota[] = [];
    for (const [n, scope] of SCOPES.entries()) {
      for (const [m, unit] of UNITS.entries())
        quotas.push(await world.quota({ ...scope, ...WINDOWS[(n + m) % WINDOWS.length], unit }));
    }
    const calls = await Promise.all(Array.from({ length: 20 }, () => process.begin(quotas, CALL)));
    for (const [n, call] of calls.entries()) process.end(call, BigInt(n * 17));
    expect(await world.judged()).toEqual([]);
    const [judged] = await world.db.sql`select count(*)::int as n from quota_check where checked_at is not null`;
    expect(judged).toEqual({ n: quotas.length });
    expect(await Promise.all(quotas.map((quota) => world.settled(quota)))).not.toContain(0n);
    await process.close();
  });

  it("find drift by hand in either direction, mend it, count it and say so in the audit log", async () => {
    const process = await world.process();
    const key = { keyId: "key_by_hand" };
    const over = await world.quota({ scopeId: key.keyId, window: "day" });
    const under = await world.quota({ scopeId: key.keyId, window: "lifetime" });
    for (let n = 0; n < 5; n += 1) process.end(await process.begin([over, under], key), 100n);
    expect(await world.judged()).toEqual([]);
    await world.db.sql`update quota_bucket set settled = settled + 77 where quota_id = ${over.id}`;
    await world.db.sql`update quota_bucket set settled = settled - 50 where quota_id = ${under.id}`;
    const mended = await world.judged();
    expect(mended.map(({ quotaId, settled, ledger, isDrift }) => ({ quotaId, settled, ledger, isDrift }))).toEqual(
      expect.arrayContaining([
        { quotaId: over.id, settled: 577n, ledger: 500n, isDrift: true },
        { quotaId: under.id, settled: 450n, ledger: 500n, isDrift: true },
      ]),
    );
    expect([await world.settled(over), await world.settled(under)]).toEqual([500n, 500n]);
    const checks = await world.db.sql`select drift, drifts from quota_check where drifts > 0 order by drift`;
    expect([...checks]).toEqual([
      { drift: -50n, drifts: 1 },
      { drift: 77n, drifts: 1 },
    ]);
    const events = await world.db
      .sql`select actor_kind, action, target_id, after ->> 'settled' as after from audit_event`;
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({ actor_kind: "system", action: "quota.mend", after: "500" });
    expect((await checkBooks(world.db, 0)).standing.drifts).toBe(2);
    await process.close();
  });

  it("take over what windows had when the organization moves to another time zone, and agree there without drift", async () => {
    const process = await world.process();
    const key = { keyId: "key_that_moves" };
    const quotas = [
      await world.quota({ scopeId: key.keyId, window: "day" }),
      await world.quota({ scopeId: key.keyId, window: "month", unit: "requests" }),
    ];
    for (let n = 0; n < 3; n += 1) process.end(await process.begin(quotas, key), 100n);
    expect(await world.judged()).toEqual([]);
    const moveTo = (zone: string) =>
      world.db.sql.begin(async (transaction) => {
        await transaction`select quota_carry_over('org_test', ${zone})`;
        await transaction`update organization set time_zone = ${zone} where id = 'org_test'`;
      });
    await moveTo("Pacific/Kiritimati");
    const moved = quotas.map((quota) => ({ ...quota, timeZone: "Pacific/Kiritimati" }));
    const standings = await process.quotas.standings(moved);
    expect(standings.map(({ used }) => used)).toEqual([300n, 3n]);
    process.end(await process.begin(moved, key), 100n);
    expect((await world.judged()).filter(({ isDrift }) => isDrift)).toEqual([]);
    expect((await process.quotas.standings(moved)).map(({ used }) => used)).toEqual([400n, 4n]);
    await moveTo("Europe/Berlin");
    await process.close();
  });

  it("follow every end user, also those who come later", async () => {
    const process = await world.process();
    const each = await world.quota({ scopeKind: "end_user", scopeId: "*", window: "lifetime" });
    for (const endUser of ["late-1", "late-2", "late-3"]) {
      for (let n = 0; n < 3; n += 1)
        process.end(await process.begin([{ ...each, subject: endUser }], { endUser }), 10n);
      expect(await world.judged()).toEqual([]);
      expect(await world.settled({ ...each, subject: endUser })).toBe(30n);
    }
    await process.close();
  });

  it("judge nothing in which a call runs, and everything when it has ended", async () => {
    const process = await world.process();
    const key = { keyId: "key_running" };
    const quota = await world.quota({ scopeId: key.keyId, unit: "requests", window: "month" });
    const running = await process.begin([quota], key);
    process.end(await process.begin([quota], key), 5n);
    await process.ledger.flush();
    for (let round = 0; round < 10; round += 1) {
      expect((await checkBooks(world.db, 0)).mended).toEqual([]);
      await process.quotas.flush();
    }
    const [check] = await world.db
      .sql`select checked_at, seen_settled, seen_ledger from quota_check where quota_id = ${quota.id}`;
    expect(check).toEqual({ checked_at: null, seen_settled: 2n, seen_ledger: 1n });
    process.end(running, 5n);
    expect(await world.judged()).toEqual([]);
    await process.close();
  });

  it("never take load for drift", async () => {
    const processes = await Promise.all([world.process(), world.process()]);
    const quotas = await Promise.all(
      (["usd_micros", "tokens", "requests"] as const).map((unit) =>
        world.quota({ scopeId: "key_busy", unit, window: "month" }),
      ),
    );
    let isOver = false;
    const load = processes.map(async (process) => {
      for (let n = 0; !isOver; n += 1) {
        const call = await process.begin(quotas, { keyId: "key_busy" });
        if (n % 3 === 0) await new Promise((resolve) => setTimeout(resolve, n % 40));
        process.end(call, BigInt(n));
      }
    });
    const until = performance.now() + 4_000;
    while (performance.now() < until) expect((await checkBooks(world.db, 0)).mended).toEqual([]);
    isOver = true;
    await Promise.all(load);
    expect(await world.judged()).toEqual([]);
    await Promise.all(processes.map((process) => process.close()));
  });
});

describe("a process that dies", () => {
  it("on a host that is gone: after ten minutes what is missing is raised, and nothing is lowered that its spool may still bring", async () => {
    const key = { keyId: "key_of_the_lost" };
    const [over, under] = [
      await world.quota({ scopeId: key.keyId, window: "day" }),
      await world.quota({ scopeId: key.keyId, window: "lifetime" }),
    ];
    const process = await world.process();
    process.end(await process.begin([over, under], key), 100n);
    expect(await world.judged()).toEqual([]);
    await world.db
      .sql`insert into ledger_writer (id, complete_to, seen_at) values ('lse_lost', now(), now() - interval '11 minutes')`;
    await world.db.sql`update quota_bucket set settled = settled + 5 where quota_id = ${over.id}`;
    await world.db.sql`update quota_bucket set settled = settled - 5 where quota_id = ${under.id}`;
    await vi.waitFor(
      async () => {
        const { mended } = await checkBooks(world.db, 0);
        expect(mended.map(({ quotaId }) => quotaId)).toEqual([under.id]);
      },
      { timeout: 40_000, interval: 20 },
    );
    expect([await world.settled(over), await world.settled(under)]).toEqual([105n, 100n]);
    await world.db.sql`delete from ledger_writer where id = 'lse_lost'`;
    expect((await world.judged()).map(({ quotaId }) => quotaId)).toEqual([over.id]);
    await process.close();
  });

  it("between settling and booking: its recovery books exactly what is missing", async () => {
    const key = { keyId: "key_of_the_dead" };
    const quotas = await Promise.all(
      UNITS.map((unit) => world.quota({ scopeId: key.keyId, unit, window: "lifetime" })),
    );
    const process = await world.process();
    for (let n = 0; n < 10; n += 1) process.end(await process.begin(quotas, key), 1_000n);
    await process.quotas.flush();
    await process.ledger.flush();
    await process.begin(quotas, key).then((call) => process.end(call, 1_000n));
    // Enough is lent for these to be let in from memory, so the store learns nothing of them.
    const unbooked = await Promise.all(Array.from({ length: 6 }, () => process.begin(quotas, key)));
    process.stopBooking();
    const [first, ...others] = unbooked;
    for (const call of others.slice(0, 4)) process.end(call, 7n);
    if (first === undefined) throw new Error("there is no first call");
    first.entry.update({ ...first.record, ...CUT_OFF, attempts: [], costMicros: 3n });
    await process.die();
    const left = mkdtempSync(join(tmpdir(), "gatehouse-left-"));
    cpSync(world.spoolRoot, left, { recursive: true });
    expect(await world.recover()).toMatchObject({ spools: 1, interrupted: 2 });
    const [sums] = await world.db.sql`
      select sum(cost_micros)::bigint as micros, sum(input_tokens + output_tokens)::bigint as tokens, sum(input_tokens)::bigint as input,
        sum(output_tokens)::bigint as output, count(*) as requests from ledger_entry where key_id = ${key.keyId}`;
    expect(await Promise.all(quotas.map((quota) => world.settled(quota)))).toEqual(Object.values(sums ?? {}));
    expect(sums).toMatchObject({ requests: 17n });
    // A finder that died before it removed the spool leaves it to the next, which books nothing twice.
    cpSync(left, world.spoolRoot, { recursive: true });
    rmSync(left, { recursive: true });
    expect(await world.recover()).toMatchObject({ spools: 1 });
    expect(await Promise.all(quotas.map((quota) => world.settled(quota)))).toEqual(Object.values(sums ?? {}));
    // And once: what is recovered again finds nothing to do, and a comparison agrees.
    expect(await world.recover()).toEqual({ spools: 0, closed: 0, interrupted: 0 });
    const survivor = await world.process();
    expect((await world.judged()).filter(({ isDrift }) => isDrift)).toEqual([]);
    await survivor.close();
  });
});

const CUT_OFF = { outcome: "interrupted", httpStatus: 503, errorCode: "process_died" } as const;
