import { describe, expect, it } from "vitest";
import { AdminError } from "@/lib/errors/admin-error";
import { readTiers, showTiers } from "./price-tiers";

describe("readTiers", () => {
  it("keeps every decimal an operator may type, as pico-USD per token", () => {
    const [tier] = readTiers([{ fromInputTokens: 0, usdPerMillionTokens: { output: "0.000001" } }], "tiers");
    expect(tier?.picoUsdPerToken).toEqual({ output: "1" });
  });

  it("gives back what it was given", () => {
    const typed = [
      { fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "2.50", cacheRead: "0.125", output: "15.00" } },
      { fromInputTokens: 200_000, usdPerMillionTokens: { uncachedInput: "5.00" }, usdPerRequest: "0.000000000001" },
    ];
    expect(showTiers(readTiers(typed, "tiers"))).toEqual(typed);
  });

  it("leaves a class that was not typed unknown, and 0 free", () => {
    const [tier] = readTiers([{ fromInputTokens: 0, usdPerMillionTokens: { output: "0" } }], "tiers");
    expect(tier?.picoUsdPerToken).toEqual({ output: "0" });
  });

  it("puts tiers in ascending order", () => {
    const tiers = readTiers(
      [
        { fromInputTokens: 100, usdPerMillionTokens: {} },
        { fromInputTokens: 0, usdPerMillionTokens: {} },
      ],
      "tiers",
    );
    expect(tiers.map((tier) => tier.fromInputTokens)).toEqual([0, 100]);
  });

  it.each([
    ["no tier at 0", [{ fromInputTokens: 5, usdPerMillionTokens: {} }]],
    [
      "two tiers at one bound",
      [
        { fromInputTokens: 0, usdPerMillionTokens: {} },
        { fromInputTokens: 0, usdPerMillionTokens: {} },
      ],
    ],
    ["a seventh decimal", [{ fromInputTokens: 0, usdPerMillionTokens: { output: "1.0000001" } }]],
    ["a sign", [{ fromInputTokens: 0, usdPerMillionTokens: { output: "-1" } }]],
  ])("refuses %s", (_name, tiers) => {
    expect(() => readTiers(tiers, "tiers")).toThrow(AdminError);
  });
});
