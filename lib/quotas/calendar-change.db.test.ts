import { afterAll, beforeAll, expect, it } from "vitest";
import type { Admission } from "./contract";
import { call, holdOf, openQuotaWorld, type QuotaWorld } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

it("a call that waits while its quota gets another calendar pays in the window that let it in", async () => {
  const quota = await world.quota({ window: "day", limit: 1_000n });
  const moved = { ...quota, timeZone: "Asia/Tokyo" };
  const { engine } = world.engine();
  await engine.admit(call([quota], { micros: 1 }));
  await engine.flush();
  let waiting: Promise<Admission[]> = Promise.resolve([]);
  await world.whileFrozen(quota, async (frozen) => {
    const first = engine.admit(call([quota], { micros: 800 }));
    await frozen`select pg_sleep(0.05)`;
    waiting = Promise.all([first, engine.admit(call([moved], { micros: 1 }))]);
    await frozen`select pg_sleep(0.05)`;
  });
  const [admission] = await waiting;
  if (admission === undefined) throw new Error("no admission");
  holdOf(admission).settle({ costMicros: 700n, inputTokens: 0, outputTokens: 0 });
  await engine.flush();
  const [booked] = await world.db.sql<{ settled: bigint; held: bigint }[]>`
    select settled, held from quota_bucket where quota_id = ${quota.id} and settled > 0`;
  expect(booked).toEqual({ settled: 700n, held: 1n });
  expect(await world.faults(quota)).toEqual([]);
});
