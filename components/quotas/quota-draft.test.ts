import { describe, expect, it } from "vitest";
import { limitProblem, plainLimit, termsOf } from "./quota-draft";

describe("a typed limit", () => {
  it("is understood with currency sign and separators", () => {
    expect(plainLimit(" $1,234.50 ")).toBe("1234.50");
    expect(termsOf({ unit: "tokens", window: "minute", limit: "60 000", hard: true }).limit).toBe("60000");
  });

  it("may be zero, but not empty: no limit is no quota", () => {
    expect(limitProblem("0", "usd")).toBeUndefined();
    expect(limitProblem("", "usd")).toContain("no limit");
  });

  it("is refused with a sign, an exponent, or decimals where none exist", () => {
    expect(limitProblem("-5", "usd")).toBeDefined();
    expect(limitProblem("1e3", "requests")).toBeDefined();
    expect(limitProblem("1.5", "concurrent")).toBeDefined();
    expect(limitProblem("1.5", "usd")).toBeUndefined();
  });
});
