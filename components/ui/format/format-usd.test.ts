import { describe, expect, it } from "vitest";
import { formatUsd, formatUsdExact } from "./format-usd";

describe("formatUsd", () => {
  it.each([
    ["0", "$0.00"],
    ["0.000001", "<$0.01"],
    ["0.009999999999", "<$0.01"],
    ["0.01", "$0.01"],
    ["0.015", "$0.02"],
    ["142.1", "$142.10"],
    ["1234567.891", "$1,234,567.89"],
    ["-3.5", "−$3.50"],
  ])("shows %s as %s", (value, shown) => {
    expect(formatUsd(value)).toBe(shown);
  });

  it("keeps amounts exact that a float would not", () => {
    expect(formatUsd("90071992547409931.10")).toBe("$90,071,992,547,409,931.10");
  });

  it("drops cents from round limits only when asked", () => {
    expect(formatUsd("200", { wholeWhenRound: true })).toBe("$200");
    expect(formatUsd("200.5", { wholeWhenRound: true })).toBe("$200.50");
  });

  it("refuses what is not an amount instead of showing NaN", () => {
    expect(() => formatUsd("abc")).toThrow(RangeError);
  });
});

describe("formatUsdExact", () => {
  it.each([
    ["0.0004125", "$0.0004125"],
    ["0.10", "$0.10"],
    ["12", "$12.00"],
    ["1234.5600", "$1,234.56"],
  ])("shows %s as %s", (value, shown) => {
    expect(formatUsdExact(value)).toBe(shown);
  });
});
