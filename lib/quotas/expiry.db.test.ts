import { afterAll, beforeAll, expect, it } from "vitest";
import { sweepQuotas } from "@/db/queries/quotas/sweep-quotas";
import { call, holdOf, openQuotaWorld, type QuotaWorld, standingOn } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

it("a hold that nobody settles is gone from the books when it expires, even if nobody asks", async () => {
  const quota = await world.quota({ limit: 100n });
  const { engine } = world.engine();
  const hold = holdOf(await engine.admit(call([quota], { micros: 90 })));
  await world.expireAll();
  await sweepQuotas(world.db.sql);
  expect(await standingOn(engine, quota)).toEqual({ used: 0n, held: 0n });
  hold.settle({ costMicros: 40n, inputTokens: 0, outputTokens: 0 });
  await engine.flush();
  expect(await standingOn(engine, quota)).toEqual({ used: 40n, held: 0n });
  expect(await world.faults(quota)).toEqual([]);
});

it("a call that runs longer than its hold gives it back, and still pays when it ends", async () => {
  const quota = await world.quota({ limit: 1_000_000n });
  const { engine } = world.engine();
  await engine.admit(call([quota], { micros: 10 }));
  const hold = holdOf(await engine.admit({ ...call([quota], { micros: 10 }), holdMs: 1 }));
  const reader = world.engine().engine;
  while ((await standingOn(reader, quota)).held !== 10n) await engine.flush();
  hold.settle({ costMicros: 7n, inputTokens: 0, outputTokens: 0 });
  hold.settle({ costMicros: 7n, inputTokens: 0, outputTokens: 0 });
  await engine.flush();
  expect(await standingOn(reader, quota)).toEqual({ used: 7n, held: 10n });
});

it("the past of a rolling minute is forgotten", async () => {
  const quota = await world.quota({ unit: "requests", window: "minute", limit: 10n });
  const { engine } = world.engine();
  await engine.admit(call([quota]));
  await world.passSeconds(quota, 300);
  await sweepQuotas(world.db.sql);
  const rows = await world.db.sql`select window_start from quota_bucket where quota_id = ${quota.id}`;
  expect([...rows]).toEqual([{ window_start: new Date(0) }]);
});
