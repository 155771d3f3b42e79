import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, askPatiently, type Outcome, tally } from "./harness/ask";
import { mostAtOnce } from "./harness/at-once";
import { openHouse, type QuotaHouse } from "./harness/open-house";

const PROCESSES = 4;
const CALLS_PER_PROCESS = 500;
/** Long enough that no call ends before the last one was sent. */
const SLOW = "simulated;latencyMs=4000";

let house: QuotaHouse;
beforeAll(async () => {
  house = await openHouse(PROCESSES);
});
afterAll(() => house.close());

/** Calls on every process at once, call n asking for at most `tokensOf(n)` tokens and getting all of them. */
function rush(key: string, model: string, tokensOf: (n: number) => number): Promise<Outcome[]> {
  return Promise.all(
    Array.from({ length: PROCESSES * CALLS_PER_PROCESS }, (_, n) => {
      const maxTokens = tokensOf(n);
      const origin = house.origins[n % PROCESSES] ?? "";
      return askPatiently(origin, key, { model, maxTokens, simulate: `outputTokens=${maxTokens}` });
    }),
  );
}

const answered = (outcomes: readonly Outcome[]) => outcomes.filter(({ status }) => status === 200);
const spent = (outcomes: readonly Outcome[]) => outcomes.reduce((sum, { outputTokens }) => sum + outputTokens, 0);

describe("four processes, five hundred calls at once on each", () => {
  it("on a budget with room for a hundred: at most a hundred pass, at least ninety-nine do", async () => {
    const model = await house.addSimulated(SLOW);
    const key = await house.newKey([{ unit: "usd", window: "month", limit: "0.001" }]);
    const outcomes = await rush(key, model, () => 10);
    const passed = answered(outcomes);
    expect(spent(passed), JSON.stringify(tally(outcomes))).toBeLessThanOrEqual(1000);
    expect(passed.length, JSON.stringify(tally(outcomes))).toBeLessThanOrEqual(100);
    expect(passed.length, JSON.stringify(tally(outcomes))).toBeGreaterThanOrEqual(99);
    expect(Object.keys(tally(outcomes)).sort()).toEqual(["200", "429 budget_exceeded"]);
  });

  it("whose costs differ: the budget is never exceeded, and what is left is less than the cheapest refused call", async () => {
    const model = await house.addSimulated(SLOW);
    const key = await house.newKey([
      { unit: "usd", window: "day", limit: "0.002" },
      { unit: "tokens", window: "minute", limit: "10000000" },
    ]);
    const outcomes = await rush(key, model, (n) => 5 + ((n * 37) % 61));
    const refused = outcomes.filter(({ status }) => status !== 200);
    const left = 2000 - spent(answered(outcomes));
    expect(left, JSON.stringify(tally(outcomes))).toBeGreaterThanOrEqual(0);
    expect(left).toBeLessThan(Math.min(...refused.map(({ maxTokens }) => maxTokens)));
  });
});

describe("twenty at once over four processes", () => {
  it("never means twenty-one upstream, and every slot is used again and again", async () => {
    const model = await house.addModel("paced:1:100");
    const key = await house.newKey([{ unit: "concurrent", window: "now", limit: "20" }]);
    const marker = `at once ${key.slice(-8)}`;
    const wanted = 15;
    /** A caller that comes back until it was answered often enough. */
    const caller = async (place: number) => {
      const outcomes: Outcome[] = [];
      const origin = house.origins[place % PROCESSES] ?? "";
      while (answered(outcomes).length < wanted) outcomes.push(await ask(origin, key, { model, maxTokens: 5, marker }));
      return outcomes;
    };
    const outcomes = (await Promise.all(Array.from({ length: 48 }, (_, place) => caller(place)))).flat();
    const calls = house.upstream.journal.containing(marker);
    expect(calls).toHaveLength(48 * wanted);
    expect(mostAtOnce(calls), JSON.stringify(tally(outcomes))).toBe(20);
  });
});
