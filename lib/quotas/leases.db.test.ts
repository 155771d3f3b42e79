import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { listLiveHolds } from "@/db/queries/quotas/list-live-holds";
import { releaseHold } from "@/db/queries/quotas/release-hold";
import { admittedOf, call, eventually, holdOf, openQuotaWorld, type QuotaWorld, rush } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

describe("a lease", () => {
  it("answers from memory while nobody can reach the bucket, and never above itself", async () => {
    const quota = await world.quota({ limit: 1_000_000n });
    const { engine } = world.engine({ deadlineMs: 2_000 });
    await engine.admit(call([quota], { micros: 10 }));
    await world.whileFrozen(quota, async (frozen) => {
      const [lease] = await frozen<{ amount: bigint }[]>`select amount from quota_lease where quota_id = ${quota.id}`;
      const lent = Number(lease?.amount);
      expect(lent).toBeGreaterThanOrEqual(40);
      const admissions = await Promise.allSettled(
        Array.from({ length: Math.floor(lent / 10) + 5 }, () => engine.admit(call([quota], { micros: 10 }))),
      );
      const admitted = admissions.filter(({ status }) => status === "fulfilled").length;
      expect(admitted).toBe(Math.floor(lent / 10));
    });
  });

  it("leaves at least seven eighths of the room to others", async () => {
    const quota = await world.quota({ limit: 80_000n });
    const { engine } = world.engine();
    await rush([engine], 20, [quota], 100);
    const [row] = await world.db.sql<{ leased: bigint; room: bigint }[]>`
      select leased, 80000 - settled - held as room from quota_bucket where quota_id = ${quota.id}`;
    expect(row?.leased).toBeGreaterThan(0n);
    expect((row?.leased ?? 0n) * 8n).toBeLessThanOrEqual(row?.room ?? 0n);
  });

  it("goes home when it is not used any more", async () => {
    const quota = await world.quota({ limit: 1_000_000n });
    const { engine } = world.engine();
    holdOf(await engine.admit(call([quota], { micros: 10 }))).settle({
      costMicros: 5n,
      inputTokens: 0,
      outputTokens: 0,
    });
    await eventually(async () => {
      const [row] = await world.db.sql`select settled, leased from quota_bucket where quota_id = ${quota.id}`;
      expect(row).toEqual({ settled: 5n, leased: 0n });
    });
  });
});

describe("a rolling minute", () => {
  it("has room again when what it counted is a minute old, and not before", async () => {
    const quota = await world.quota({ unit: "requests", window: "minute", limit: 10n });
    const { engine } = world.engine();
    expect(admittedOf(await rush([engine], 15, [quota], 0))).toHaveLength(10);
    await world.passSeconds(quota, 55);
    expect((await engine.admit(call([quota]))).kind).toBe("refused");
    await world.passSeconds(quota, 6);
    expect(admittedOf(await rush([engine], 15, [quota], 0))).toHaveLength(10);
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("what can be seen", () => {
  it("every call near the limit with its request and expiry, and what a process holds from memory", async () => {
    const near = await world.quota({ limit: 100n });
    const far = await world.quota({ limit: 1_000_000n });
    const { engine } = world.engine();
    const request = call([near], { micros: 80 });
    await engine.admit(request);
    for (let n = 0; n < 2; n += 1) await engine.admit(call([far], { micros: 10 }));
    await engine.flush();
    const scope = { organizationId: "org_test", quotaId: near.id };
    const [hold] = await listLiveHolds(world.db.sql, scope, 10);
    expect(hold).toMatchObject({ kind: "call", holder: request.requestId, amount: 80n, quotaId: near.id });
    expect(hold?.expiresAt.getTime()).toBeGreaterThan(Date.now() + 500_000);
    const held = await listLiveHolds(world.db.sql, { ...scope, quotaId: far.id }, 10);
    expect(held.map(({ kind, amount, isReleasable }) => ({ kind, amount, isReleasable }))).toEqual([
      { kind: "process", amount: 10n, isReleasable: false },
      { kind: "call", amount: 10n, isReleasable: true },
    ]);
    expect(await listLiveHolds(world.db.sql, { organizationId: "org_other", quotaId: null }, 10)).toEqual([]);
  });

  it("where every quota stands, in the order asked for, with its reset", async () => {
    const month = await world.quota({ limit: 100n });
    const minute = await world.quota({ unit: "tokens", window: "minute", limit: 1_000n });
    const untouched = await world.quota({ window: "lifetime" });
    const { engine } = world.engine();
    const admission = await engine.admit(call([month, minute], { micros: 30, tokens: 200 }));
    const now = Date.now();
    const standings = await engine.standings([untouched, minute, month]);
    expect(standings.map(({ quota, used, held }) => ({ id: quota.id, used, held }))).toEqual([
      { id: untouched.id, used: 0n, held: 0n },
      { id: minute.id, used: 0n, held: 200n },
      { id: month.id, used: 0n, held: 30n },
    ]);
    const [never, soon, later] = standings.map(({ resetsAt }) => resetsAt);
    expect(never).toBeNull();
    expect(soon).toBeLessThanOrEqual(now + 75_000);
    expect(later).toBeGreaterThan(now);
    expect(admission.standings.map(({ held }) => held)).toEqual([30n, 200n]);
  });
});

describe("a call that runs for long on a lease", () => {
  it("gets a row of its own, is released by it, and pays what it used", async () => {
    const quota = await world.quota({ limit: 1_000_000n });
    const { engine } = world.engine();
    await engine.admit(call([quota], { micros: 10 }));
    const requests = [1, 2, 3].map(() => call([quota], { micros: 30 }));
    const holds = [];
    for (const request of requests) holds.push(holdOf(await engine.admit(request)));
    const scope = { organizationId: "org_test", quotaId: quota.id };
    await eventually(async () => {
      const held = await listLiveHolds(world.db.sql, scope, 10);
      const ids = held.filter(({ amount }) => amount === 30n).map(({ requestId }) => requestId);
      expect(ids.toSorted()).toEqual(requests.map(({ requestId }) => requestId).toSorted());
    });
    expect(await world.faults(quota)).toEqual([]);
    const [first] = await listLiveHolds(world.db.sql, scope, 10);
    expect(await releaseHold(world.db.sql, { ...scope, holder: first?.holder ?? "" })).toBe(30n);
    for (const hold of holds) hold.settle({ costMicros: 20n, inputTokens: 0, outputTokens: 0 });
    await engine.flush();
    expect(await engine.standings([quota])).toMatchObject([{ used: 60n, held: 10n }]);
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("releasing what a call holds", () => {
  it("gives it back once, and the call pays what it used all the same", async () => {
    const quota = await world.quota({ limit: 100n });
    const { engine } = world.engine();
    const request = call([quota], { micros: 80 });
    const hold = holdOf(await engine.admit(request));
    const held = { organizationId: "org_test", quotaId: quota.id, holder: request.requestId };
    expect((await engine.admit(call([quota], { micros: 80 }))).kind).toBe("refused");
    expect(await releaseHold(world.db.sql, { ...held, organizationId: "org_other" })).toBe(0n);
    expect(await releaseHold(world.db.sql, held)).toBe(80n);
    expect(await releaseHold(world.db.sql, held)).toBe(0n);
    const next = holdOf(await engine.admit(call([quota], { micros: 80 })));
    hold.settle({ costMicros: 15n, inputTokens: 0, outputTokens: 0 });
    next.settle({ costMicros: 5n, inputTokens: 0, outputTokens: 0 });
    await engine.flush();
    expect(await engine.standings([quota])).toMatchObject([{ used: 20n, held: 0n }]);
    expect(await world.faults(quota)).toEqual([]);
  });
});
