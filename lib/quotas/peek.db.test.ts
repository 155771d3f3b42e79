import { afterAll, beforeAll, expect, it } from "vitest";
import { openQuotaWorld, type QuotaWorld } from "./testing/quota-world";

let world: QuotaWorld;

beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

it("a process can say from memory where a quota stands: nothing before it met it, and still after it let its share go", async () => {
  const quota = await world.quota({ unit: "requests", window: "month", limit: 10n });
  const { engine } = world.engine();
  expect(engine.peek(quota)).toBeNull();
  const estimate = { costMicros: null, inputTokens: 0, outputTokens: 0 };
  for (let n = 0; n < 3; n++) await engine.admit({ requestId: `req_${n}`, quotas: [quota], estimate, holdMs: 60_000 });
  expect(engine.peek(quota)).toMatchObject({ used: 3 });
  await letGo();
  expect(engine.peek(quota)).toMatchObject({ used: 3, held: 0 });

  /** Idle leases go home within seconds. */
  async function letGo(): Promise<void> {
    for (;;) {
      const [row] = await world.db.sql`select from quota_lease where quota_id = ${quota.id} limit 1`;
      if (row === undefined) return;
    }
  }
});
