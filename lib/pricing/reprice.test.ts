import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { reprice } from "./reprice";

const price: Price = {
  id: "prc_1",
  version: 1,
  source: "test",
  tiers: [
    {
      fromInputTokens: 0,
      picoUsdPerToken: { uncachedInput: 2_000_000n, cacheRead: 200_000n, output: 8_000_000n },
      picoUsdPerRequest: 0n,
    },
    {
      fromInputTokens: 1_000,
      picoUsdPerToken: { uncachedInput: 4_000_000n, output: 8_000_000n },
      picoUsdPerRequest: 0n,
    },
  ],
};
const used = { usage: { ...NO_USAGE, uncachedInput: 1_000_000, output: 100_000 }, requests: 10_000 };
const asItWas = { promptCachePercent: null, answeredPercent: 0 };

describe("reprice", () => {
  it("costs the same tokens by the other price", () => {
    expect(reprice(used, price, asItWas)).toBe(2_800_000n);
  });

  it("reads a share of the input from the provider's cache, and takes away what needs no provider", () => {
    expect(reprice(used, price, { ...asItWas, promptCachePercent: 50 })).toBe(1_900_000n);
    expect(reprice(used, price, { ...asItWas, answeredPercent: 25 })).toBe(2_100_000n);
    const back = { usage: { ...used.usage, uncachedInput: 0, cacheRead: 1_000_000 }, requests: 10_000 };
    expect(reprice(back, price, { ...asItWas, promptCachePercent: 0 })).toBe(2_800_000n);
  });

  it("takes the tier of the average call, and knows no cost where a class has no price", () => {
    expect(reprice({ ...used, requests: 1_000 }, price, asItWas)).toBe(4_800_000n);
    expect(reprice({ ...used, usage: { ...used.usage, audioInput: 1 } }, price, asItWas)).toBeNull();
    expect(reprice({ usage: NO_USAGE, requests: 0 }, price, asItWas)).toBe(0n);
  });
});
