import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Quota, QuotaGrant } from "./contract";
import { admittedOf, call, eventually, holdOf, openQuotaWorld, type QuotaWorld, rush } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

const used = (micros: number) => ({ costMicros: BigInt(micros), inputTokens: 0, outputTokens: 0 });

/** A raise that runs for `forMs` from `inMs` on, by the database's clock. */
async function grant(quota: Quota, terms: { amount: bigint; inMs: number; forMs: number }): Promise<QuotaGrant> {
  const [row] = await world.db.sql<QuotaGrant[]>`
    insert into quota_grant (id, organization_id, quota_id, amount, starts_at, ends_at)
    values (${`${quota.id}_raise`}, 'org_test', ${quota.id}, ${terms.amount}, now() + ${terms.inMs} * interval '1 millisecond',
      now() + ${terms.inMs + terms.forMs} * interval '1 millisecond')
    returning amount, extract(epoch from starts_at)::float8 * 1000 as "startsAt", extract(epoch from ends_at)::float8 * 1000 as "endsAt"`;
  if (row === undefined) throw new Error("no grant");
  return row;
}

describe("a quota that stands for each end user", () => {
  it("gives each windows of its own", async () => {
    const quota = await world.quota({ scopeKind: "end_user", scopeId: "*", limit: 100n });
    const [ada, bob] = [
      { ...quota, subject: "ada" },
      { ...quota, subject: "bob" },
    ];
    const [one, other] = [world.engine().engine, world.engine().engine];
    holdOf(await one.admit(call([ada], { micros: 90 }))).settle(used(90));
    await one.flush();
    expect((await other.admit(call([ada], { micros: 20 }))).kind).toBe("refused");
    expect((await other.admit(call([bob], { micros: 90 }))).kind).toBe("admitted");
    expect(await one.standings([ada, bob])).toMatchObject([
      { used: 90n, held: 0n },
      { used: 0n, held: 90n },
    ]);
    expect(await world.faults(quota)).toEqual([]);
  });

  it("gives each rolling minutes and places at once of its own", async () => {
    const minute = await world.quota({ scopeKind: "end_user", unit: "requests", window: "minute", limit: 2n });
    const now = await world.quota({ scopeKind: "end_user", unit: "concurrent", window: "now", limit: 2n });
    const { engine } = world.engine();
    for (const subject of ["ada", "bob"]) {
      const quotas = [minute, now].map((quota) => ({ ...quota, subject }));
      expect(admittedOf(await rush([engine], 4, quotas, 0))).toHaveLength(2);
    }
    expect(await world.faults(minute, now)).toEqual([]);
  });
});

describe("a call that may go to one of several providers", () => {
  it("is booked where it was answered and counted where it was tried", async () => {
    const terms = { scopeKind: "provider", limit: 1_000n } as const;
    const [mine, others] = [
      await world.quota({ ...terms, scopeId: "prv_a" }),
      await world.quota({ ...terms, scopeId: "prv_b" }),
    ];
    const perMinute = { ...terms, unit: "requests", window: "minute" } as const;
    const counted = [
      await world.quota({ ...perMinute, scopeId: "prv_a" }),
      await world.quota({ ...perMinute, scopeId: "prv_b" }),
      await world.quota({ ...perMinute, scopeId: "prv_c" }),
    ];
    const { engine } = world.engine();
    const hold = holdOf(await engine.admit(call([mine, others, ...counted], { micros: 400 })));
    expect((await engine.admit(call([others], { micros: 700 }))).kind).toBe("refused");
    hold.settle({ ...used(300), providerId: "prv_b", attempts: [{ providerId: "prv_a" }, { providerId: "prv_b" }] });
    await engine.flush();
    expect((await engine.standings([mine, others, ...counted])).map(({ used, held }) => [used, held])).toEqual([
      [0n, 0n],
      [300n, 0n],
      [1n, 0n],
      [1n, 0n],
      [0n, 0n],
    ]);
  });

  it("is booked everywhere when nobody says who answered", async () => {
    const quota = await world.quota({ scopeKind: "provider", scopeId: "prv_a", limit: 1_000n });
    const { engine } = world.engine();
    holdOf(await engine.admit(call([quota], { micros: 400 }))).settle(used(300));
    holdOf(await engine.admit(call([quota], { micros: 400 }))).settle({ ...used(300), providerId: null });
    await engine.flush();
    expect(await engine.standings([quota])).toMatchObject([{ used: 300n, held: 0n }]);
  });
});

describe("the share of a limit that one call may hold", () => {
  it("refuses a larger call however much is left, and says so", async () => {
    const quota = await world.quota({ limit: 1_000_000n, maxCallPercent: 10 });
    const { engine } = world.engine();
    expect((await engine.admit(call([quota], { micros: 100_000 }))).kind).toBe("admitted");
    const refused = await engine.admit(call([quota], { micros: 100_001 }));
    expect(refused).toMatchObject({
      kind: "refused",
      retryAfterMs: null,
      by: { reason: "call_too_large", need: 100_001n, maxPerCall: 100_000n, limit: 1_000_000n },
    });
    expect((await engine.admit(call([quota], { micros: 100_000 }))).kind).toBe("admitted");
  });

  it("is the whole limit unless somebody set less: a call above it could never pass", async () => {
    const quota = await world.quota({ limit: 100n, window: "minute" });
    const { engine } = world.engine();
    const refused = await engine.admit(call([quota], { micros: 101 }));
    expect(refused).toMatchObject({ kind: "refused", retryAfterMs: null, by: { reason: "call_too_large" } });
    holdOf(await engine.admit(call([quota], { micros: 60 })));
    expect(await engine.admit(call([quota], { micros: 60 }))).toMatchObject({ by: { reason: "no_room", need: 60n } });
  });

  it("is of the limit that holds now, and nothing to a count of calls or to a soft quota", async () => {
    const raised = await world.quota({ limit: 100n, maxCallPercent: 10 });
    const grants = [await grant(raised, { amount: 900n, inMs: 0, forMs: 60_000 })];
    const { engine } = world.engine();
    expect((await engine.admit(call([{ ...raised, grants }], { micros: 100 }))).kind).toBe("admitted");
    const perDay = await world.quota({ unit: "requests", window: "day", limit: 2n, maxCallPercent: 1 });
    const atOnce = await world.quota({ unit: "concurrent", window: "now", limit: 2n, maxCallPercent: 1 });
    const soft = await world.quota({ hard: false, limit: 10n, maxCallPercent: 1 });
    expect((await engine.admit(call([perDay, atOnce, soft], { micros: 50 }))).kind).toBe("admitted");
  });
});

describe("a rolling hour", () => {
  it("has room again when what it counted is an hour old, and not before", async () => {
    const quota = await world.quota({ unit: "requests", window: "hour", limit: 10n });
    const { engine } = world.engine();
    expect(admittedOf(await rush([engine], 15, [quota], 0))).toHaveLength(10);
    await world.passSeconds(quota, 3_570);
    const refused = await engine.admit(call([quota]));
    expect(refused.kind).toBe("refused");
    if (refused.kind === "refused") expect(refused.retryAfterMs).toBeLessThanOrEqual(60_000);
    await world.passSeconds(quota, 60);
    expect(admittedOf(await rush([engine], 15, [quota], 0))).toHaveLength(10);
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("units of tokens", () => {
  it("limit what goes in and what comes out each for itself", async () => {
    const input = await world.quota({ unit: "input_tokens", limit: 100n });
    const output = await world.quota({ unit: "output_tokens", limit: 50n });
    const { engine } = world.engine();
    const estimate = { costMicros: 0n, inputTokens: 60, outputTokens: 30 };
    const hold = holdOf(await engine.admit({ ...call([input, output]), estimate }));
    const more = await engine.admit({ ...call([input, output]), estimate: { ...estimate, inputTokens: 40 } });
    expect(more).toMatchObject({ kind: "refused", by: { quota: { unit: "output_tokens" }, held: 30n } });
    hold.settle({ costMicros: null, inputTokens: 55, outputTokens: 20 });
    await engine.flush();
    expect(await engine.standings([input, output])).toMatchObject([{ used: 55n }, { used: 20n }]);
  });
});

describe("a temporary grant", () => {
  it("raises the limit when it begins and falls away when it ends, without a new policy", async () => {
    const quota = await world.quota({ limit: 100n, window: "lifetime" });
    const raised = { ...quota, grants: [await grant(quota, { amount: 1_000n, inMs: 1_000, forMs: 2_000 })] };
    // The process's own clock is an hour ahead: the database's counts.
    const { engine } = world.engine({ clock: () => performance.now() + 3_600_000 });
    expect((await engine.admit(call([raised], { micros: 500 }))).kind).toBe("refused");
    await eventually(async () => holdOf(await engine.admit(call([raised], { micros: 500 }))).settle(used(50)));
    expect(await engine.standings([raised])).toMatchObject([{ limit: 1_100n }]);
    await eventually(async () => {
      const admission = await engine.admit(call([raised], { micros: 60 }));
      if (admission.kind === "admitted") admission.hold.settle(used(0));
      expect(admission.kind).toBe("refused");
    });
    expect(await engine.standings([raised])).toMatchObject([{ limit: 100n }]);
    await eventually(async () => expect(await world.faults(quota)).toEqual([]));
  });

  it("opens a quota of zero, and leaves nothing lent above the limit when it ends", async () => {
    const quota = await world.quota({ limit: 0n, unit: "requests", window: "day" });
    const raised = { ...quota, grants: [await grant(quota, { amount: 100_000n, inMs: 0, forMs: 2_000 })] };
    const engines = [world.engine().engine, world.engine().engine];
    expect(admittedOf(await rush(engines, 20, [raised], 0))).toHaveLength(40);
    const [{ leased } = { leased: 0n }] = await world.db.sql<{ leased: bigint }[]>`
      select leased from quota_bucket where quota_id = ${quota.id}`;
    expect(leased).toBeGreaterThan(0n);
    await eventually(async () => {
      expect(admittedOf(await rush(engines, 1, [raised], 0))).toHaveLength(0);
    });
    await eventually(async () => {
      const [row] = await world.db.sql`select leased from quota_bucket where quota_id = ${quota.id}`;
      expect(row).toEqual({ leased: 0n });
    });
  });

  it("that is taken back binds the next call of the policy that says so", async () => {
    const quota = await world.quota({ limit: 100n });
    const raised = { ...quota, grants: [await grant(quota, { amount: 100_000n, inMs: 0, forMs: 60_000 })] };
    const { engine } = world.engine();
    for (let n = 0; n < 3; n += 1) holdOf(await engine.admit(call([raised], { micros: 60 })));
    expect((await engine.admit(call([quota], { micros: 60 }))).kind).toBe("refused");
  });
});

describe("a quota in shadow mode", () => {
  async function countsOf(quota: Quota) {
    const rows = await world.db.sql<{ asked: bigint; refused: bigint }[]>`
      select asked, refused from quota_shadow where quota_id = ${quota.id}`;
    return rows.reduce((sum, row) => ({ asked: sum.asked + row.asked, refused: sum.refused + row.refused }), {
      asked: 0n,
      refused: 0n,
    });
  }

  it("refuses nobody and counts what it would have refused, exactly, over several processes", async () => {
    const quota = await world.quota({ shadow: true, limit: 5_000n });
    const engines = [1, 2, 3].map(() => world.engine().engine);
    const admissions = await rush(engines, 20, [quota], 100);
    expect(admittedOf(admissions)).toHaveLength(60);
    expect(admissions.flatMap(({ standings }) => standings)).toEqual([]);
    for (const hold of admittedOf(admissions)) hold.settle(used(100));
    await eventually(async () => {
      await Promise.all(engines.map((engine) => engine.flush()));
      expect(await countsOf(quota)).toEqual({ asked: 60n, refused: 10n });
    });
    const [first] = engines;
    expect(await first?.standings([quota])).toMatchObject([{ used: 5_000n, held: 0n }]);
    expect(await world.faults(quota)).toEqual([]);
  });

  it("is not asked about calls that others refuse, and takes no part in what the others decide", async () => {
    const shadow = await world.quota({ shadow: true, limit: 0n });
    const hard = await world.quota({ limit: 100n });
    const { engine } = world.engine();
    const hold = holdOf(await engine.admit(call([shadow, hard], { micros: 80 })));
    expect(await engine.admit(call([shadow, hard], { micros: 80 }))).toMatchObject({ by: { quota: { id: hard.id } } });
    hold.settle(used(10));
    await eventually(async () => {
      await engine.flush();
      expect(await countsOf(shadow)).toEqual({ asked: 1n, refused: 1n });
    });
    expect(await engine.standings([hard, shadow])).toMatchObject([{ used: 10n }, { used: 0n }]);
  });

  it("lets calls of unknown price pass, and calls while the database is away", async () => {
    const quota = await world.quota({ shadow: true, limit: 1_000n });
    const { engine, crash } = world.engine({ deadlineMs: 500 });
    const unpriced = { ...call([quota]), estimate: { costMicros: null, inputTokens: 1, outputTokens: 1 } };
    expect((await engine.admit(unpriced)).kind).toBe("admitted");
    await crash();
    const admission = await engine.admit(call([quota], { micros: 900 }));
    holdOf(admission).settle(used(1));
    expect(admission.kind).toBe("admitted");
  });
});
