import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admittedOf, call, holdOf, openQuotaWorld, type QuotaWorld, rush, standingOn } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

describe("many processes on one quota", () => {
  it("admit no more than there is room for, and leave no room unused", async () => {
    const quota = await world.quota({ limit: 100_000n });
    const engines = [1, 2, 3, 4].map(() => world.engine().engine);
    const admitted = admittedOf(await rush(engines, 125, [quota], 1000));
    expect(admitted.length).toBeLessThanOrEqual(100);
    expect(admitted.length).toBeGreaterThanOrEqual(99);
    expect(await world.faults(quota)).toEqual([]);
    for (const hold of admitted) hold.settle({ costMicros: 1000n, inputTokens: 0, outputTokens: 0 });
    await Promise.all(engines.map((engine) => engine.flush()));
    const [first] = engines;
    if (first) expect(await standingOn(first, quota)).toEqual({ used: BigInt(admitted.length) * 1000n, held: 0n });
  });

  it("admit no more requests per minute and no more at once than allowed", async () => {
    const perMinute = await world.quota({ unit: "requests", window: "minute", limit: 60n });
    const atOnce = await world.quota({ unit: "concurrent", window: "now", limit: 40n });
    const engines = [1, 2, 3, 4].map(() => world.engine().engine);
    const [byMinute, byOnce] = await Promise.all([rush(engines, 30, [perMinute], 0), rush(engines, 30, [atOnce], 0)]);
    expect(admittedOf(byMinute).length).toBeLessThanOrEqual(60);
    expect(admittedOf(byMinute).length).toBeGreaterThanOrEqual(59);
    expect(admittedOf(byOnce).length).toBeLessThanOrEqual(40);
    expect(admittedOf(byOnce).length).toBeGreaterThanOrEqual(39);
    expect(await world.faults(perMinute, atOnce)).toEqual([]);
  });

  it("find room that lies idle in another process's lease", async () => {
    const quota = await world.quota({ limit: 1_000n });
    const [one, other] = [world.engine().engine, world.engine().engine];
    holdOf(await one.admit(call([quota], { micros: 10 }))).settle({ costMicros: 10n, inputTokens: 0, outputTokens: 0 });
    const [lease] = await world.db.sql`select amount from quota_lease where quota_id = ${quota.id}`;
    expect(lease?.amount).toBeGreaterThan(0n);
    const rest = await other.admit(call([quota], { micros: 990 }));
    expect(rest.kind).toBe("admitted");
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("a call under several quotas", () => {
  it("takes from all of them or from none", async () => {
    const team = await world.quota({ scopeKind: "team", limit: 10_000n });
    const key = await world.quota({ limit: 500n });
    const { engine } = world.engine();
    const admissions = await rush([engine], 20, [team, key], 100);
    expect(admittedOf(admissions)).toHaveLength(5);
    await engine.flush();
    expect(await standingOn(engine, team)).toEqual({ used: 0n, held: 500n });
    expect(await standingOn(engine, key)).toEqual({ used: 0n, held: 500n });
  });

  it("does not use up a rate limit when a budget refuses it", async () => {
    const rate = await world.quota({ unit: "requests", window: "minute", limit: 5n });
    const daily = await world.quota({ unit: "requests", window: "day", limit: 1000n });
    const budget = await world.quota({ limit: 0n });
    const { engine } = world.engine();
    expect(admittedOf(await rush([engine], 20, [rate, daily, budget], 1))).toHaveLength(0);
    await engine.flush();
    expect(await standingOn(engine, rate)).toEqual({ used: 0n, held: 0n });
    expect(await standingOn(engine, daily)).toEqual({ used: 0n, held: 0n });
  });

  it("is refused by the one that stays shut longest, with its numbers", async () => {
    const rate = await world.quota({ unit: "requests", window: "minute", limit: 1n });
    const budget = await world.quota({ window: "lifetime", limit: 50n, scopeKind: "project", scopeName: "search" });
    const { engine } = world.engine();
    holdOf(await engine.admit(call([rate, budget], { micros: 40 }))).settle({
      costMicros: 30n,
      inputTokens: 0,
      outputTokens: 0,
    });
    const refused = await engine.admit(call([rate, budget], { micros: 40 }));
    expect(refused).toMatchObject({ kind: "refused", retryAfterMs: null, by: { used: 30n, held: 0n, resetsAt: null } });
    if (refused.kind === "refused") expect(refused.by.quota.scopeName).toBe("search");
  });

  it("is told when a minute has room again", async () => {
    const rate = await world.quota({ unit: "requests", window: "minute", limit: 2n });
    const { engine } = world.engine();
    await rush([engine], 2, [rate], 0);
    const refused = await engine.admit(call([rate]));
    expect(refused.kind).toBe("refused");
    if (refused.kind !== "refused") return;
    expect(refused.retryAfterMs).toBeGreaterThan(50_000);
    expect(refused.retryAfterMs).toBeLessThanOrEqual(61_000);
    expect(refused.by).toMatchObject({ used: 2n, held: 0n });
  });

  it("passes at once when no quota applies", async () => {
    const { engine } = world.engine();
    const admission = await engine.admit(call([]));
    expect(admission).toMatchObject({ kind: "admitted", standings: [] });
    holdOf(admission).settle({ costMicros: null, inputTokens: 5, outputTokens: 0 });
  });
});

describe("settling", () => {
  it("books what was used and frees the rest at once", async () => {
    const quota = await world.quota({ limit: 100n });
    const { engine } = world.engine();
    const hold = holdOf(await engine.admit(call([quota], { micros: 90 })));
    expect((await engine.admit(call([quota], { micros: 90 }))).kind).toBe("refused");
    hold.settle({ costMicros: 10n, inputTokens: 0, outputTokens: 0 });
    expect((await engine.admit(call([quota], { micros: 90 }))).kind).toBe("admitted");
    expect(await world.faults(quota)).toEqual([]);
  });

  it("books the truth even when it is above the hold and the limit", async () => {
    const quota = await world.quota({ limit: 100n });
    const { engine } = world.engine();
    holdOf(await engine.admit(call([quota], { micros: 60 }))).settle({
      costMicros: 150n,
      inputTokens: 0,
      outputTokens: 0,
    });
    await engine.flush();
    expect(await standingOn(engine, quota)).toEqual({ used: 150n, held: 0n });
    expect((await engine.admit(call([quota], { micros: 1 }))).kind).toBe("refused");
    expect((await engine.admit(call([quota], { micros: 0 }))).kind).toBe("admitted");
  });

  it("counts once however often it is called", async () => {
    const quota = await world.quota({ unit: "tokens", limit: 1_000_000n });
    const { engine } = world.engine();
    const hold = holdOf(await engine.admit(call([quota], { tokens: 1000 })));
    for (let n = 0; n < 3; n += 1) hold.settle({ costMicros: null, inputTokens: 400, outputTokens: 0 });
    await engine.flush();
    expect(await standingOn(engine, quota)).toEqual({ used: 400n, held: 0n });
  });

  it("books no money for an unknown cost, and what was held for an impossible one", async () => {
    const money = await world.quota({ limit: 1_000_000n });
    const tokens = await world.quota({ unit: "tokens", limit: 1_000_000n });
    const { engine } = world.engine();
    const hold = holdOf(await engine.admit(call([money, tokens], { micros: 700, tokens: 50 })));
    hold.settle({ costMicros: null, inputTokens: Number.NaN, outputTokens: 0 });
    await engine.flush();
    expect(await standingOn(engine, money)).toEqual({ used: 0n, held: 0n });
    expect(await standingOn(engine, tokens)).toEqual({ used: 50n, held: 0n });
  });

  it("corrects a minute's tokens from the estimate to the truth", async () => {
    const quota = await world.quota({ unit: "tokens", window: "minute", limit: 1_000n });
    const { engine } = world.engine();
    const hold = holdOf(await engine.admit(call([quota], { tokens: 1000 })));
    expect((await engine.admit(call([quota], { tokens: 100 }))).kind).toBe("refused");
    hold.settle({ costMicros: null, inputTokens: 800, outputTokens: 0 });
    expect((await engine.admit(call([quota], { tokens: 200 }))).kind).toBe("admitted");
    expect((await engine.admit(call([quota], { tokens: 1 }))).kind).toBe("refused");
    expect(await world.faults(quota)).toEqual([]);
  });

  it("frees a concurrent call's place for the next one, in whichever process that comes", async () => {
    const quota = await world.quota({ unit: "concurrent", window: "now", limit: 2n });
    const [one, other] = [world.engine().engine, world.engine().engine];
    const first = holdOf(await one.admit(call([quota])));
    holdOf(await other.admit(call([quota])));
    const refused = await other.admit(call([quota]));
    expect(refused).toMatchObject({ kind: "refused", retryAfterMs: 1000 });
    first.settle({ costMicros: null, inputTokens: 0, outputTokens: 0 });
    await one.flush();
    expect((await other.admit(call([quota]))).kind).toBe("admitted");
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("kinds of quota", () => {
  it("soft ones never refuse, but count", async () => {
    const quota = await world.quota({ hard: false, limit: 10n });
    const { engine } = world.engine();
    const holds = admittedOf(await rush([engine], 20, [quota], 100));
    expect(holds).toHaveLength(20);
    for (const hold of holds) hold.settle({ costMicros: 70n, inputTokens: 0, outputTokens: 0 });
    await engine.flush();
    expect(await standingOn(engine, quota)).toEqual({ used: 1400n, held: 0n });
  });

  it.each(["usd_micros", "tokens", "requests"] as const)(
    "a limit of zero %s refuses even a call that needs nothing",
    async (unit) => {
      const quota = await world.quota({ unit, limit: 0n });
      const { engine } = world.engine();
      const refused = await engine.admit(call([quota], { micros: 0, tokens: 0 }));
      expect(refused).toMatchObject({ kind: "refused", retryAfterMs: null });
    },
  );

  it("a lowered limit binds the very next call, leases included", async () => {
    const quota = await world.quota({ limit: 1_000_000n });
    const { engine } = world.engine();
    holdOf(await engine.admit(call([quota], { micros: 100 }))).settle({
      costMicros: 100n,
      inputTokens: 0,
      outputTokens: 0,
    });
    expect((await engine.admit(call([quota], { micros: 100 }))).kind).toBe("admitted");
    const lowered = { ...quota, limit: 150n };
    expect((await engine.admit(call([lowered], { micros: 100 }))).kind).toBe("refused");
    const raised = { ...quota, limit: 400n };
    expect((await engine.admit(call([raised], { micros: 100 }))).kind).toBe("admitted");
  });

  it("a money quota does not admit a call of unknown price", async () => {
    const quota = await world.quota({});
    const { engine } = world.engine();
    const request = { ...call([quota]), estimate: { costMicros: null, inputTokens: 1, outputTokens: 0 } };
    await expect(engine.admit(request)).rejects.toMatchObject({ code: "model_unpriced" });
  });

  it("a quota the database does not know refuses", async () => {
    const quota = { ...(await world.quota({})), id: "quo_unknown" };
    const { engine } = world.engine();
    expect((await engine.admit(call([quota], { micros: 1 }))).kind).toBe("refused");
  });
});
