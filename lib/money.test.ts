import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { microsFromUsd, usdFromMicros } from "./money";

describe("money", () => {
  it("writes at least two decimals and never rounds", () => {
    expect(usdFromMicros(0n)).toBe("0.00");
    expect(usdFromMicros(1n)).toBe("0.000001");
    expect(usdFromMicros(1_234_500n)).toBe("1.2345");
    expect(usdFromMicros(200_000_000n)).toBe("200.00");
    expect(usdFromMicros(-1_500_000n)).toBe("-1.50");
  });

  it("reads back exactly what it wrote", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 18n }), (micros) => microsFromUsd(usdFromMicros(micros)) === micros),
    );
  });

  it.each(["", "-1", "+1", "1e3", "NaN", "Infinity", ".5", "1.", "0.0000001", "1,5", " 1", "１", "0x10"])(
    "does not take %j for an amount",
    (text) => {
      expect(microsFromUsd(text)).toBeNull();
    },
  );
});
