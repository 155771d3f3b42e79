import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Admission, Quota, QuotaEngine } from "./contract";
import {
  type CutOffEngine,
  call,
  eventually,
  holdOf,
  openQuotaWorld,
  type QuotaWorld,
  standingOn,
} from "./testing/quota-world";

/** More than the engine has ticks in that time. */
const LOOKS_IN_A_WHILE = 200;

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

/** One whose connections have planned their statements: on a busy machine the first takes longer than the deadline of a test. */
async function warmEngine(): Promise<CutOffEngine> {
  const cutOff = await world.cutOffEngine();
  const quota = await world.quota({});
  await eventually(() => cutOff.engine.standings([quota]));
  return cutOff;
}

/** A statement that the store never answers, so that the engine knows that it is away. */
async function noticeOutage(engine: QuotaEngine): Promise<void> {
  const unseen: Quota = await world.quota({ onStoreDown: "deny", limit: 10n });
  await engine.admit(call([unseen], { micros: 1 })).catch(() => undefined);
}

/** Calls of 10 micro-USD until one does not pass; the admissions of those that did. */
async function passing(engine: QuotaEngine, quota: Quota, most: number): Promise<Admission[]> {
  const passed: Admission[] = [];
  for (let n = 0; n < most; n += 1) {
    const admission = await engine.admit(call([quota], { micros: 10 })).catch(() => null);
    if (admission?.kind !== "admitted") break;
    passed.push(admission);
  }
  return passed;
}

describe("a store that goes away and comes back", () => {
  it("what `last_known` let pass is bounded, says so, and is booked once when the store is back", async () => {
    const quota = await world.quota({ limit: 1_000n, onStoreDown: "last_known" });
    const { engine, vanish, restore } = await warmEngine();
    const reader = world.engine().engine;
    holdOf(await engine.admit(call([quota], { micros: 500 }))).settle({
      costMicros: 500n,
      inputTokens: 0,
      outputTokens: 0,
    });
    await engine.flush();
    await vanish();
    await noticeOutage(engine);
    const passed = await passing(engine, quota, 50);
    expect(passed).toHaveLength(10);
    expect(passed.every((one) => one.kind === "admitted" && one.withoutStore?.[0]?.id === quota.id)).toBe(true);
    for (const one of passed) holdOf(one).settle({ costMicros: 9n, inputTokens: 0, outputTokens: 0 });
    restore();
    await eventually(() => engine.flush());
    await eventually(async () => expect(await standingOn(reader, quota)).toEqual({ used: 590n, held: 0n }));
    expect(await world.faults(quota)).toEqual([]);
    const again = await engine.admit(call([quota], { micros: 10 }));
    expect(again.kind).toBe("admitted");
    expect(again.kind === "admitted" ? again.withoutStore : null).toEqual([]);
  });

  it("`allow` goes on, `deny` says that limits cannot be checked, and neither is a refusal by budget", async () => {
    const open = await world.quota({ limit: 100n, onStoreDown: "allow" });
    const shut = await world.quota({ limit: 1_000n, onStoreDown: "deny" });
    const { engine, vanish, restore } = await warmEngine();
    const reader = world.engine().engine;
    await vanish();
    await noticeOutage(engine);
    const passed = await passing(engine, open, 30);
    expect(passed).toHaveLength(30);
    await expect(engine.admit(call([shut], { micros: 1 }))).rejects.toMatchObject({ code: "policy_unavailable" });
    await expect(engine.admit(call([open, shut], { micros: 1 }))).rejects.toMatchObject({ code: "policy_unavailable" });
    for (const one of passed) holdOf(one).settle({ costMicros: 7n, inputTokens: 0, outputTokens: 0 });
    restore();
    await eventually(() => engine.flush());
    await eventually(async () => expect(await standingOn(reader, open)).toEqual({ used: 210n, held: 0n }));
    expect(await standingOn(reader, shut)).toEqual({ used: 0n, held: 0n });
  });

  it("what `last_known` lets pass is divided by the processes there are, also in one that has just begun", async () => {
    const quota = await world.quota({ limit: 100_000n, onStoreDown: "last_known" });
    const others = [world.engine(), world.engine(), world.engine()];
    for (const { engine } of others) await engine.standings([quota]);
    const { engine, vanish } = await warmEngine();
    holdOf(await engine.admit(call([quota], { micros: 99_000 })));
    const [{ processes } = { processes: 0 }] = await world.db.sql<{ processes: number }[]>`
      select count(*)::int as processes from quota_process`;
    expect(processes).toBeGreaterThanOrEqual(4);
    await vanish();
    await noticeOutage(engine);
    expect(await passing(engine, quota, 500)).toHaveLength(Math.floor(1_000 / processes / 10));
  });

  it("a process with nothing to say is heard of every ten seconds, or the others would share its part out", async () => {
    let skipped = 0;
    const { processId } = world.engine({ clock: () => performance.timeOrigin + performance.now() + skipped });
    const lastHeard = async () => {
      const [row] = await world.db.sql<{ recently: boolean }[]>`
        select seen_at > now() - interval '1 minute' as recently from quota_process where id = ${processId}`;
      return row?.recently;
    };
    let silentLooks = 0;
    await eventually(async () => {
      silentLooks = (await lastHeard()) === false ? silentLooks + 1 : 0;
      if (silentLooks === 0)
        await world.db.sql`update quota_process set seen_at = now() - interval '9 minutes' where id = ${processId}`;
      expect(silentLooks).toBeGreaterThan(LOOKS_IN_A_WHILE);
    });
    skipped = 10_000;
    await eventually(async () => expect(await lastHeard()).toBe(true));
  });
});
