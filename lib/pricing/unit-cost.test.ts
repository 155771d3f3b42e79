import { describe, expect, it } from "vitest";
import { NO_USAGE } from "@/lib/llm/usage";
import type { Price } from "./contract";
import { estimateCost } from "./estimate-cost";
import { priceOf } from "./price-of";

type Tier = Price["tiers"][number];

const priceOfTier = (tier: Partial<Tier>): Price => ({
  id: "prc_1",
  version: 1,
  source: "operator",
  tiers: [{ fromInputTokens: 0, picoUsdPerToken: {}, picoUsdPerRequest: 0n, ...tier }],
});
const BY_PICTURE = priceOfTier({ picoUsdPerUnit: { picture: 40_000_000_000n } });
const BY_TOKEN = priceOfTier({ picoUsdPerToken: { uncachedInput: 1_000_000n, output: 2_000_000n } });
const USED = { ...NO_USAGE, uncachedInput: 10, output: 5 };

describe("a call that is charged by units", () => {
  it("costs its units, which stand for tokens that have no price of their own", () => {
    expect(priceOf(USED, BY_PICTURE, { units: { picture: 2 } }).costMicros).toBe(80_000n);
  });

  it("costs units and tokens where both have a price", () => {
    const both = priceOfTier({ ...BY_TOKEN.tiers[0], picoUsdPerUnit: { picture: 1_000_000n } });
    expect(priceOf(USED, both, { units: { picture: 3 } }).costMicros).toBe(23n);
  });

  it("costs its tokens where its units have no price", () => {
    expect(priceOf(USED, BY_TOKEN, { units: { picture: 2 } }).costMicros).toBe(20n);
  });

  it("has an unknown cost, never none, where nothing that it used has a price", () => {
    expect(priceOf(NO_USAGE, BY_TOKEN, { units: { second: 60 } }).costMicros).toBeNull();
    expect(priceOf(USED, BY_PICTURE, { units: { second: 60 } }).costMicros).toBeNull();
    expect(priceOf(USED, BY_PICTURE).costMicros).toBeNull();
  });

  it("rounds a begun unit up", () => {
    expect(priceOf(NO_USAGE, BY_PICTURE, { units: { picture: 1.2 } }).costMicros).toBe(80_000n);
  });
});

describe("the hold of a task", () => {
  const foreseen = { inputTokens: 10, outputTokens: 5, task: { units: { picture: 2 } } };

  it("is what it may cost, by units or by tokens", () => {
    expect(estimateCost(foreseen, BY_PICTURE)).toBe(80_000n);
    expect(estimateCost(foreseen, BY_TOKEN)).toBe(20n);
  });

  it("needs a price only for what the call may use", () => {
    const inputOnly = priceOfTier({ picoUsdPerToken: { uncachedInput: 1_000_000n } });
    expect(estimateCost({ inputTokens: 10, outputTokens: 0, task: { units: {} } }, inputOnly)).toBe(10n);
    expect(estimateCost({ inputTokens: 10, outputTokens: 0 }, inputOnly)).toBeNull();
    expect(estimateCost(foreseen, inputOnly)).toBeNull();
  });

  it("prices sound and pictures of the input by their own class", () => {
    const price = priceOfTier({ picoUsdPerToken: { uncachedInput: 1_000_000n, audioInput: 6_000_000n, output: 0n } });
    const media = { sound: 100, images: 10 };
    expect(estimateCost({ inputTokens: 120, outputTokens: 1, media, task: { units: {} } }, price)).toBe(620n);
  });
});
