import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { leastLease, smoothRate, wantedLease } from "./lease-size";

const amount = fc.double({ min: 0, max: 1e9, noNaN: true });

describe("the size of a lease", () => {
  it("is whole, never negative, and grows with use and with what waits", () => {
    fc.assert(
      fc.property(amount, amount, amount, (rate, need, free) => {
        const wanted = wantedLease({ rate, need, free });
        expect(Number.isInteger(wanted)).toBe(true);
        expect(wanted).toBeGreaterThanOrEqual(0);
        expect(wantedLease({ rate: rate * 2, need, free })).toBeGreaterThanOrEqual(wanted);
        expect(wantedLease({ rate, need: need * 2, free })).toBeGreaterThanOrEqual(wanted);
      }),
    );
  });

  it("covers a few calls like the first one, and nothing when nobody calls", () => {
    expect(wantedLease({ rate: 0, need: 10, free: 0 })).toBe(40);
    expect(wantedLease({ rate: 0, need: 0, free: 0 })).toBe(0);
    expect(leastLease(10)).toBe(20);
    expect(leastLease(0)).toBe(1);
  });
});

describe("recent use", () => {
  it("rises at once and fades", () => {
    expect(smoothRate(10, 100, 0.2)).toBe(500);
    const fading = smoothRate(500, 0, 0.2);
    expect(fading).toBeGreaterThan(300);
    expect(fading).toBeLessThan(500);
  });
});
