import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { inputTokens, NO_USAGE, outputTokens, TOKEN_CLASSES, type TokenUsage } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { estimateCost } from "./estimate-cost";
import { priceOf } from "./price-of";

const tokens = fc.integer({ min: 0, max: 10_000_000 });
const picos = fc.bigInt({ min: 1n, max: 10n ** 11n });

function record<Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<keyof TokenUsage, Value>> {
  return fc.record({
    uncachedInput: value,
    cacheRead: value,
    cacheWrite: value,
    cacheWriteLong: value,
    output: value,
    reasoning: value,
    audioInput: value,
    audioOutput: value,
    image: value,
  });
}

const usages = record(tokens);
const prices = record(picos).map((picoUsdPerToken): Price => flat(picoUsdPerToken));

function flat(picoUsdPerToken: Price["tiers"][number]["picoUsdPerToken"], picoUsdPerRequest = 0n): Price {
  return {
    id: "prc_1",
    version: 1,
    source: "operator",
    tiers: [{ fromInputTokens: 0, picoUsdPerToken, picoUsdPerRequest }],
  };
}

function cost(usage: TokenUsage, price: Price): bigint {
  const { costMicros } = priceOf(usage, price);
  if (costMicros === null) throw new Error("expected a known cost");
  return costMicros;
}

describe("priceOf", () => {
  it("multiplies each class by its own price and rounds the whole call up", () => {
    // $2.50 and $10 per million tokens are 2,500,000 and 10,000,000 pico-USD per token.
    const price = flat({ uncachedInput: 2_500_000n, cacheRead: 1_250_000n, output: 10_000_000n });
    const usage = { ...NO_USAGE, uncachedInput: 1001, cacheRead: 500, output: 200 };
    expect(priceOf(usage, price)).toEqual({
      costMicros: 5_128n,
      costPicos: 5_127_500_000n,
      byClass: { uncachedInput: 2_502_500_000n, cacheRead: 625_000_000n, output: 2_000_000_000n },
    });
  });

  it("prices a class without a price of its own like its plain one", () => {
    const price = flat({ uncachedInput: 2_000_000n, output: 5_000_000n });
    const usage = { ...NO_USAGE, cacheRead: 1, cacheWrite: 1, image: 1, reasoning: 1 };
    expect(priceOf(usage, price).costMicros).toBe(11n);
  });

  it("does not know the cost of a class that was used and has no price", () => {
    expect(priceOf({ ...NO_USAGE, audioInput: 1 }, flat({ uncachedInput: 1n, output: 1n })).costMicros).toBeNull();
    expect(priceOf({ ...NO_USAGE, reasoning: 1 }, flat({ uncachedInput: 1n })).costMicros).toBeNull();
    expect(priceOf({ ...NO_USAGE, output: 1 }, flat({ output: 1n })).costMicros).toBe(1n);
  });

  it("knows free from unknown", () => {
    expect(priceOf({ ...NO_USAGE, output: 5 }, flat({ output: 0n })).costMicros).toBe(0n);
  });

  it("prices the whole call by the tier its input reached, cached input included", () => {
    const [low, high] = [1_000_000n, 2_000_000n];
    const price: Price = {
      ...flat({}),
      tiers: [
        { fromInputTokens: 0, picoUsdPerToken: { uncachedInput: low, cacheRead: low }, picoUsdPerRequest: 0n },
        { fromInputTokens: 200_001, picoUsdPerToken: { uncachedInput: high, cacheRead: high }, picoUsdPerRequest: 0n },
      ],
    };
    expect(cost({ ...NO_USAGE, uncachedInput: 100_000, cacheRead: 100_000 }, price)).toBe(200_000n);
    expect(cost({ ...NO_USAGE, uncachedInput: 100_001, cacheRead: 100_000 }, price)).toBe(400_002n);
  });

  it("prices the class of service of the answer by its own tiers, and as usual where the price says nothing of it", () => {
    const price: Price = {
      ...flat({}),
      tiers: [
        { fromInputTokens: 0, picoUsdPerToken: { output: 2_000_000n }, picoUsdPerRequest: 0n },
        { fromInputTokens: 0, serviceTier: "flex", picoUsdPerToken: { output: 1_000_000n }, picoUsdPerRequest: 0n },
        { fromInputTokens: 0, serviceTier: "priority", picoUsdPerToken: { output: 5_000_000n }, picoUsdPerRequest: 0n },
      ],
    };
    const of = (serviceTier?: "flex" | "priority" | "batch") =>
      priceOf({ ...NO_USAGE, output: 10, ...(serviceTier === undefined ? {} : { serviceTier }) }, price).costMicros;
    expect([of(), of("flex"), of("priority"), of("batch")]).toEqual([20n, 10n, 50n, 20n]);
  });

  it("prices what is cached for longer by its own price, else like any cache write, else like plain input", () => {
    const usage = { ...NO_USAGE, cacheWriteLong: 1 };
    const all = { uncachedInput: 1_000_000n, cacheWrite: 2_000_000n, cacheWriteLong: 3_000_000n };
    const { cacheWriteLong: _long, ...written } = all;
    expect(priceOf(usage, flat(all)).costMicros).toBe(3n);
    expect(priceOf(usage, flat(written)).costMicros).toBe(2n);
    expect(priceOf(usage, flat({ uncachedInput: 1_000_000n })).costMicros).toBe(1n);
  });

  it("adds up to the exact cost over any number of small calls, of which each is booked less than a micro above it", () => {
    fc.assert(
      fc.property(fc.array(usages, { minLength: 1, maxLength: 20 }), prices, (calls, price) => {
        let [exact, booked] = [0n, 0n];
        const together = { ...NO_USAGE };
        for (const usage of calls) {
          const { costMicros, costPicos } = priceOf(usage, price);
          exact += costPicos ?? 0n;
          booked += costMicros ?? 0n;
          for (const name of TOKEN_CLASSES) together[name] += usage[name];
        }
        expect(priceOf(together, price).costPicos).toBe(exact);
        const above = booked * 1_000_000n - exact;
        expect(above >= 0n && above < BigInt(calls.length) * 1_000_000n).toBe(true);
      }),
    );
  });

  it("adds what a request costs, once", () => {
    expect(cost({ ...NO_USAGE, output: 2 }, flat({ output: 1_000_000n }, 5_000_000n))).toBe(7n);
  });

  it("never gives zero for a call that used a class with a price", () => {
    fc.assert(
      fc.property(usages, prices, (usage, price) => {
        const used = TOKEN_CLASSES.some((name) => usage[name] > 0);
        expect(cost(usage, price) > 0n).toBe(used);
      }),
    );
  });

  it("never costs less for more tokens", () => {
    fc.assert(
      fc.property(usages, prices, fc.constantFrom(...TOKEN_CLASSES), tokens, (usage, price, name, more) => {
        expect(cost({ ...usage, [name]: usage[name] + more }, price) >= cost(usage, price)).toBe(true);
      }),
    );
  });

  it("costs the sum of two calls to within the one micro each of them was rounded by", () => {
    fc.assert(
      fc.property(usages, usages, prices, (one, other, price) => {
        const both = { ...one };
        for (const name of TOKEN_CLASSES) both[name] += other[name];
        const apart = cost(one, price) + cost(other, price);
        const together = cost(both, price);
        expect(together <= apart && apart <= together + 1n).toBe(true);
      }),
    );
  });
});

describe("estimateCost", () => {
  it("is never less than a call within its tokens costs", () => {
    fc.assert(
      fc.property(usages, prices, (usage, price) => {
        const foreseen = {
          inputTokens: inputTokens(usage),
          outputTokens: outputTokens(usage),
          media: { sound: usage.audioInput, images: usage.image },
          speaks: true,
          cachesLong: true,
        };
        const estimate = estimateCost(foreseen, price);
        expect(estimate !== null && estimate >= cost(usage, price)).toBe(true);
      }),
    );
  });

  it("prices sound and pictures by their own class only where there are any and where it is dearer", () => {
    const price = flat({
      uncachedInput: 2_000_000n,
      output: 4_000_000n,
      audioInput: 40_000_000n,
      audioOutput: 80_000_000n,
      image: 1_000_000n,
    });
    const text = { inputTokens: 100, outputTokens: 10 };
    expect(estimateCost(text, price)).toBe(240n);
    expect(estimateCost({ ...text, media: { sound: 50, images: 50 } }, price)).toBe(2_140n);
    expect(estimateCost({ ...text, speaks: true }, price)).toBe(1_000n);
  });

  it("is unknown where plain input or output has no price", () => {
    expect(estimateCost({ inputTokens: 1, outputTokens: 1 }, flat({ uncachedInput: 1n }))).toBeNull();
    expect(estimateCost({ inputTokens: 1, outputTokens: 1 }, { ...flat({}), tiers: [] })).toBeNull();
  });
});
