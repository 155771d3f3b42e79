import { describe, expect, it } from "vitest";
import { checkQuotaDraft, EMPTY_QUOTA, limitProblem, plainLimit, termsOf } from "./quota-draft";

describe("a typed limit", () => {
  it("is understood with currency sign and separators", () => {
    expect(plainLimit(" $1,234.50 ")).toBe("1234.50");
    expect(termsOf({ ...EMPTY_QUOTA, unit: "tokens", window: "minute", limit: "60 000" }).limit).toBe("60000");
  });

  it("may be zero, but not empty: no limit is no quota", () => {
    expect(limitProblem("0", "usd")).toBeUndefined();
    expect(limitProblem("", "usd")).toContain("no limit");
  });

  it("is refused with a sign, an exponent, no number at all, or decimals where none exist, and says which", () => {
    expect(limitProblem("-5", "usd")).toContain("negative");
    expect(limitProblem("NaN", "usd")).toBeDefined();
    expect(limitProblem("1e3", "requests")).toBeDefined();
    expect(limitProblem("1.5", "output_tokens")).toContain("Only USD has decimals");
    expect(limitProblem("1.5", "concurrent")).toBeDefined();
    expect(limitProblem("1.5", "usd")).toBeUndefined();
  });
});

describe("a quota's form", () => {
  const draft = { ...EMPTY_QUOTA, limit: "10" };

  it("asks for a length only where the window is so many days", () => {
    expect(checkQuotaDraft({ ...draft, windowDays: "0" }).windowDays).toBeUndefined();
    expect(checkQuotaDraft({ ...draft, window: "days", windowDays: "0" }).windowDays).toContain("1 to 366");
    expect(termsOf({ ...draft, window: "days", windowDays: "10" }).windowDays).toBe(10);
    expect(termsOf(draft).windowDays).toBeNull();
  });

  it("sends a beginning only where a window has one", () => {
    const anchored = { ...draft, anchor: "2026-01-15" };
    expect(termsOf(anchored).anchor).toBe("2026-01-15");
    expect(termsOf({ ...anchored, window: "hour" }).anchor).toBeNull();
  });

  it("keeps the share of one call to units in which a call can be large", () => {
    const shared = { ...draft, maxCallPercent: "25" };
    expect(termsOf(shared).maxCallPercent).toBe(25);
    expect(termsOf({ ...shared, unit: "requests" }).maxCallPercent).toBe(100);
    expect(checkQuotaDraft({ ...shared, maxCallPercent: "101" }).maxCallPercent).toContain("1 to 100");
  });

  it("says hard and shadow in one choice", () => {
    expect(termsOf({ ...draft, effect: "shadow" })).toMatchObject({ hard: true, shadow: true });
    expect(termsOf({ ...draft, effect: "show" })).toMatchObject({ hard: false, shadow: false });
  });
});
