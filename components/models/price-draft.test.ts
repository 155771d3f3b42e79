import { describe, expect, it } from "vitest";
import { emptyTier, priceDraftOf, priceProblems, tiersOf } from "./price-draft";
import { perMillion, priceLine } from "./price-words";

const tiers = [
  { fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "1.25", output: "10.00" } },
  { fromInputTokens: 200_000, usdPerMillionTokens: { uncachedInput: "2.50", output: "15.00" }, usdPerRequest: "0.01" },
];

describe("a typed price", () => {
  it("goes through the form unchanged", () => {
    expect(tiersOf(priceDraftOf(tiers))).toEqual(tiers);
  });

  it("keeps unknown and free apart", () => {
    const [tier] = tiersOf({ tiers: [{ ...emptyTier("0"), prices: { uncachedInput: "0", output: " " } }] });
    expect(tier?.usdPerMillionTokens).toEqual({ uncachedInput: "0" });
  });

  it("needs at least one class, and numbers", () => {
    expect(Object.keys(priceProblems(priceDraftOf(null)))).toEqual(["tiers.0.usdPerMillionTokens.uncachedInput"]);
    const wrong = { tiers: [{ ...emptyTier("x"), prices: { output: "-1" }, perRequest: "1e3" }] };
    expect(Object.keys(priceProblems(wrong)).toSorted()).toEqual([
      "tiers.0.fromInputTokens",
      "tiers.0.usdPerMillionTokens.output",
      "tiers.0.usdPerRequest",
    ]);
  });
});

describe("the words of a price", () => {
  it("say unknown, never zero, where there is none", () => {
    expect(priceLine(null)).toBe("price unknown");
    expect(priceLine([{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "0.25" } }])).toBe(
      "$0.25 in, unknown out per million tokens",
    );
    expect(perMillion(tiers, "cacheRead")).toBeNull();
  });

  it("are those of its units where it is charged by them, which go through the form unchanged", () => {
    const byPicture = [{ fromInputTokens: 0, usdPerMillionTokens: {}, usdPerUnit: { picture: "0.04" } }];
    expect(priceLine(byPicture)).toBe("$0.04 each picture");
    expect(tiersOf(priceDraftOf(byPicture))).toEqual(byPicture);
    expect(priceProblems(priceDraftOf(byPicture))).toEqual({});
  });
});
