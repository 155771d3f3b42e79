import { describe, expect, it } from "vitest";
import { needOf, plainEstimate } from "./amount";

describe("what a call may need", () => {
  it("is bounded, whatever number of tokens a caller asks for: sums of it fit the database", () => {
    const huge = { costMicros: 10n ** 30n, inputTokens: 12, outputTokens: Number.MAX_SAFE_INTEGER };
    const plain = plainEstimate(huge, []);
    for (const unit of ["usd_micros", "tokens", "input_tokens", "output_tokens"] as const) {
      expect(BigInt(needOf(unit, plain)) * 100_000n).toBeLessThan(2n ** 63n);
    }
    expect(plain.inputTokens).toBe(12);
  });

  it("is nothing for amounts that no call can have", () => {
    for (const outputTokens of [Number.NaN, -1, Number.POSITIVE_INFINITY]) {
      expect(() => plainEstimate({ costMicros: 1n, inputTokens: 1, outputTokens }, [])).toThrow(TypeError);
    }
    expect(() => plainEstimate({ costMicros: -1n, inputTokens: 1, outputTokens: 1 }, [])).toThrow(TypeError);
  });
});
