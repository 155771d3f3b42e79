import { afterAll, beforeAll, expect, it } from "vitest";
import type { Quota } from "./contract";
import { call, eventually, holdOf, openQuotaWorld, type QuotaWorld } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

it("calls that came while a statement borrowed are answered from what it borrowed, not by one statement after the other", () =>
  // When the engine happens to be telling something else just then, all calls wait together and are asked together.
  eventually(async () => {
    const quota = await world.quota({ limit: 1_000_000n });
    expect(await rowsOfConvoy(quota)).toBe(0);
    expect(await world.faults(quota)).toEqual([]);
  }));

/** Twenty calls that come while a larger one asks; how many of them had to ask as well, because who asks gets a row of its own. */
async function rowsOfConvoy(quota: Quota): Promise<number> {
  const { engine } = world.engine();
  holdOf(await engine.admit(call([quota], { micros: 1 }))).settle({ costMicros: 1n, inputTokens: 0, outputTokens: 0 });
  await engine.flush();
  const small = Array.from({ length: 20 }, () => call([quota], { micros: 1 }));
  let admissions: Promise<unknown> = Promise.resolve();
  await world.whileFrozen(quota, async (frozen) => {
    // Borrows for several calls as large as itself.
    const first = engine.admit(call([quota], { micros: 1_000 }));
    const rest = small.map(async (request) => {
      await new Promise((resolve) => setImmediate(resolve));
      return engine.admit(request);
    });
    admissions = Promise.all([first, ...rest]);
    await new Promise((resolve) => setImmediate(resolve));
    await frozen`select 1`;
  });
  await admissions;
  const rows = await world.db
    .sql`select from quota_hold where request_id = any(${small.map(({ requestId }) => requestId)})`;
  return rows.length;
}
