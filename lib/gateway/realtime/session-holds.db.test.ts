import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newId } from "@/lib/crypto/new-id";
import type { Quota, QuotaEngine } from "@/lib/quotas/contract";
import { openQuotaWorld, type QuotaWorld } from "@/lib/quotas/testing/quota-world";
import { SessionHolds } from "./session-holds";

const amounts = (inputTokens: number, outputTokens: number) => ({ costMicros: 0n, inputTokens, outputTokens });
const NOTHING = amounts(0, 0);

describe("the holds of a session", () => {
  let world: QuotaWorld;
  let engine: QuotaEngine;

  beforeAll(async () => {
    world = await openQuotaWorld();
    engine = world.engine().engine;
  });
  afterAll(() => world.close());

  const holds = () =>
    new SessionHolds({
      requestId: newId("req"),
      quotas: engine,
      publicUrl: "https://house.example",
      holdMs: 60_000,
      onRefused: () => undefined,
    });

  async function standing(quota: Quota) {
    const [found] = await engine.standings([quota]);
    return [found?.used, found?.held];
  }

  it("grow where the calendar counts, to what was used and what may come, and never past a limit", async () => {
    const quota = await world.quota({ unit: "tokens", window: "lifetime", limit: 250n });
    const session = holds();
    const { hold } = await session.open([quota], amounts(50, 50));
    expect(await standing(quota)).toEqual([0n, 100n]);
    await session.cover([quota], { used: NOTHING, foreseen: amounts(30, 40) });
    expect(await standing(quota)).toEqual([0n, 100n]);
    session.settleAnswer(amounts(60, 20), { providerId: "prv_1", isLast: true });
    await session.cover([quota], { used: amounts(60, 20), foreseen: amounts(60, 80) });
    expect(await standing(quota)).toEqual([0n, 220n]);
    await expect(session.cover([quota], { used: amounts(60, 20), foreseen: amounts(90, 90) })).rejects.toMatchObject({
      code: "rate_limit_exceeded",
    });
    hold.settle({ ...amounts(60, 20), providerId: "prv_1" });
    session.close();
    expect(await standing(quota)).toEqual([80n, 0n]);
  });

  it("are settled answer by answer where a window rolls, and hold nothing in between", async () => {
    const quota = await world.quota({ unit: "tokens", window: "minute", limit: 500n });
    const session = holds();
    const { hold } = await session.open([quota], amounts(50, 50));
    expect(await standing(quota)).toEqual([0n, 100n]);
    session.settleAnswer(amounts(20, 10), { providerId: "prv_1", isLast: true });
    expect(await standing(quota)).toEqual([30n, 0n]);
    await session.cover([quota], { used: amounts(20, 10), foreseen: amounts(40, 40) });
    expect(await standing(quota)).toEqual([30n, 80n]);
    hold.settle({ ...amounts(20, 10), providerId: "prv_1" });
    session.close();
    expect(await standing(quota)).toEqual([30n, 0n]);
  });

  it("count one request and one call at once, however many answers there are", async () => {
    const requests = await world.quota({ unit: "requests", window: "lifetime", limit: 10n });
    const concurrent = await world.quota({ unit: "concurrent", window: "now", limit: 10n });
    const session = holds();
    const { hold } = await session.open([requests, concurrent], amounts(1, 1));
    await session.cover([requests, concurrent], { used: amounts(500, 500), foreseen: amounts(500, 500) });
    expect([await standing(requests), await standing(concurrent)]).toEqual([
      [1n, 0n],
      [0n, 1n],
    ]);
    hold.settle({ ...amounts(500, 500), providerId: "prv_1" });
    session.close();
    expect(await standing(concurrent)).toEqual([0n, 0n]);
  });

  it("are given back whole when one quota of several refuses", async () => {
    const minute = await world.quota({ unit: "tokens", window: "minute", limit: 500n });
    const spent = await world.quota({ unit: "tokens", window: "lifetime", limit: 10n });
    await expect(holds().open([minute, spent], amounts(50, 50))).rejects.toMatchObject({ code: "rate_limit_exceeded" });
    expect(await standing(minute)).toEqual([0n, 0n]);
  });
});
