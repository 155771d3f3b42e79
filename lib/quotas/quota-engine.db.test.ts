import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Admission, Hold } from "./contract";
import { call, holdOf, openQuotaWorld, type QuotaWorld } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

function admittedOf(admissions: readonly Admission[]): Hold[] {
  return admissions.flatMap((admission) => (admission.kind === "admitted" ? [admission.hold] : []));
}

describe("many processes on one quota", () => {
  it("admits no more than there is room for, and leaves no room unused", async () => {
    const quota = await world.quota({ limit: 100_000n });
    const engines = [1, 2, 3, 4].map(() => world.engine().engine);
    const admissions = await Promise.all(
      engines.flatMap((engine) => Array.from({ length: 125 }, () => engine.admit(call([quota], { micros: 1000 })))),
    );
    const admitted = admittedOf(admissions).length;
    expect(admitted).toBeLessThanOrEqual(100);
    expect(admitted).toBeGreaterThanOrEqual(99);
    expect(await world.faults()).toEqual([]);
  });
});
