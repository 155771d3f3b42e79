import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { AppError } from "@/lib/errors/app-error";
import { call, eventually, holdOf, openQuotaWorld, type QuotaWorld, rush, standingOn } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

describe("what happens to a process that vanishes", () => {
  it("its lease goes home when it expires", async () => {
    const quota = await world.quota({ limit: 1_000n });
    const { engine, crash } = world.engine();
    holdOf(await engine.admit(call([quota], { micros: 10 }))).settle({
      costMicros: 10n,
      inputTokens: 0,
      outputTokens: 0,
    });
    await engine.flush();
    holdOf(await engine.admit(call([quota], { micros: 10 })));
    await crash();
    const other = world.engine().engine;
    await world.expireAll();
    expect((await other.admit(call([quota], { micros: 980 }))).kind).toBe("admitted");
    expect(await world.faults(quota)).toEqual([]);
  });

  it("what its calls hold stays reserved until they expire, then it is free", async () => {
    const quota = await world.quota({ limit: 10_000n });
    const { engine, crash } = world.engine();
    await engine.admit(call([quota], { micros: 10 }));
    const fromMemory = await engine.admit(call([quota], { micros: 10 }));
    expect(fromMemory.kind).toBe("admitted");
    await engine.flush();
    await crash();
    await world.db.sql`update quota_lease set expires_at = now() - interval '1 second' where quota_id = ${quota.id}`;
    const other = world.engine().engine;
    expect((await other.admit(call([quota], { micros: 9_985 }))).kind).toBe("refused");
    expect((await other.admit(call([quota], { micros: 9_980 }))).kind).toBe("admitted");
    await world.expireAll();
    expect((await other.admit(call([quota], { micros: 20 }))).kind).toBe("admitted");
    expect(await world.faults(quota)).toEqual([]);
  });

  it("its concurrent calls do not count any longer than its lease", async () => {
    const quota = await world.quota({ unit: "concurrent", window: "now", limit: 3n });
    const { engine, crash } = world.engine();
    await rush([engine], 3, [quota], 0);
    await crash();
    const other = world.engine().engine;
    expect((await other.admit(call([quota]))).kind).toBe("refused");
    await world.db.sql`update quota_lease set expires_at = now() - interval '1 second' where quota_id = ${quota.id}`;
    expect((await other.admit(call([quota]))).kind).toBe("admitted");
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("a process whose lease was taken away while it was cut off", () => {
  it("books what its calls used, and lends nothing it no longer has", async () => {
    const quota = await world.quota({ limit: 10_000n });
    const { engine } = world.engine();
    await engine.admit(call([quota], { micros: 100 }));
    const hold = holdOf(await engine.admit(call([quota], { micros: 100 })));
    await engine.standings([quota]);
    await world.db.sql`update quota_lease set expires_at = now() - interval '1 second' where quota_id = ${quota.id}`;
    const other = world.engine().engine;
    holdOf(await other.admit(call([quota], { micros: 9_800 })));
    hold.settle({ costMicros: 60n, inputTokens: 0, outputTokens: 0 });
    await engine.flush();
    expect(await standingOn(other, quota)).toEqual({ used: 60n, held: 9_900n });
    expect(await world.faults(quota)).toEqual([]);
  });
});

describe("when the database does not answer", () => {
  it("callers are told so in time, and what is leased goes on", async () => {
    const leased = await world.quota({ limit: 1_000_000_000n });
    const other = await world.quota({ limit: 1_000n });
    const { engine, crash } = world.engine();
    await engine.admit(call([leased], { micros: 10 }));
    await crash();
    await expect(engine.admit(call([other], { micros: 10 }))).rejects.toBeInstanceOf(AppError);
    await expect(engine.admit(call([other], { micros: 10 }))).rejects.toMatchObject({ code: "policy_unavailable" });
    expect((await engine.admit(call([leased], { micros: 10 }))).kind).toBe("admitted");
  });

  it("a quota that never refuses goes on counting, and tells it afterwards", async () => {
    const quota = await world.quota({ hard: false, limit: 10n });
    const { engine } = world.engine({ deadlineMs: 1_000 });
    const reader = world.engine().engine;
    holdOf(await engine.admit(call([quota], { micros: 5 }))).settle({
      costMicros: 5n,
      inputTokens: 0,
      outputTokens: 0,
    });
    await world.whileFrozen(quota, async () => {
      for (let n = 0; n < 5; n += 1) {
        holdOf(await engine.admit(call([quota], { micros: 5 }))).settle({
          costMicros: 4n,
          inputTokens: 0,
          outputTokens: 0,
        });
      }
      await expect(engine.flush()).rejects.toMatchObject({ code: "policy_unavailable" });
      holdOf(await engine.admit(call([quota], { micros: 5 }))).settle({
        costMicros: 3n,
        inputTokens: 0,
        outputTokens: 0,
      });
    });
    await eventually(() => engine.flush());
    expect(await standingOn(reader, quota)).toEqual({ used: 28n, held: 0n });
  });

  it("what was settled is booked once, whether the lost statement was carried out or not", async () => {
    const quota = await world.quota({ limit: 1_000_000n });
    const { engine } = world.engine({ deadlineMs: 1_000 });
    const reader = world.engine().engine;
    await engine.admit(call([quota], { micros: 100 }));
    const holds = [holdOf(await engine.admit(call([quota], { micros: 100 })))];
    await world.whileFrozen(quota, async () => {
      for (const hold of holds) hold.settle({ costMicros: 70n, inputTokens: 0, outputTokens: 0 });
      await expect(engine.flush()).rejects.toMatchObject({ code: "policy_unavailable" });
    });
    await eventually(() => engine.flush());
    expect(await standingOn(reader, quota)).toEqual({ used: 70n, held: 100n });
    expect(await world.faults(quota)).toEqual([]);
  });

  it("a call that was told so leaves nothing held", async () => {
    const quota = await world.quota({ limit: 1_000n });
    const { engine } = world.engine({ deadlineMs: 1_000 });
    await engine.admit(call([quota], { micros: 1 }));
    await engine.flush();
    await world.whileFrozen(quota, async () => {
      await expect(engine.admit(call([quota], { micros: 900 }))).rejects.toMatchObject({ code: "policy_unavailable" });
    });
    await eventually(async () => holdOf(await engine.admit(call([quota], { micros: 999 }))));
    expect(await world.faults(quota)).toEqual([]);
  });

  it("a call that was told so is no request, whatever the lost statement did", async () => {
    const perDay = await world.quota({ unit: "requests", limit: 2n });
    const perMinute = await world.quota({ unit: "requests", window: "minute", limit: 2n });
    const { engine } = world.engine({ deadlineMs: 1_000 });
    const reader = world.engine().engine;
    const quotas = [perDay, perMinute];
    await engine.admit(call(quotas));
    await world.whileFrozen(perDay, async () => {
      await expect(engine.admit(call(quotas))).rejects.toMatchObject({ code: "policy_unavailable" });
    });
    await eventually(() => engine.flush());
    expect(await standingOn(reader, perDay)).toEqual({ used: 1n, held: 0n });
    expect(await standingOn(reader, perMinute)).toEqual({ used: 1n, held: 0n });
    expect(await world.faults(...quotas)).toEqual([]);
  });
});
