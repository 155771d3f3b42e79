import { describe, expect, it } from "vitest";
import { limitText, quotaName, refusesAll, usualWindow, windowsOf } from "./quota-words";

describe("the words of a quota", () => {
  it("names unit and window, and calls at once without one", () => {
    expect(quotaName({ unit: "usd", window: "month" })).toBe("Spend per month");
    expect(quotaName({ unit: "tokens", window: "lifetime" })).toBe("Tokens in total");
    expect(quotaName({ unit: "concurrent", window: "now" })).toBe("Calls at once");
  });

  it("writes a limit in its unit", () => {
    expect(limitText({ unit: "usd", limit: "200.00" })).toBe("$200");
    expect(limitText({ unit: "tokens", limit: "60000" })).toBe("60,000 tokens");
    expect(limitText({ unit: "concurrent", limit: "8" })).toBe("8 at once");
  });

  it("offers only windows that the API takes for a unit", () => {
    expect(windowsOf("concurrent")).toEqual([]);
    expect(windowsOf("usd").map((one) => one.value)).toContain(usualWindow("usd"));
    expect(usualWindow("concurrent")).toBe("now");
  });

  it("tells a limit of nothing from a soft one, which refuses nobody", () => {
    expect(refusesAll({ limit: "0.00", hard: true })).toBe(true);
    expect(refusesAll({ limit: "0", hard: false })).toBe(false);
    expect(refusesAll({ limit: "0.01", hard: true })).toBe(false);
  });
});
