import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type PastUse, wouldRefuse } from "./would-refuse";

const HOUR_MS = 3_600_000;
const start = new Date("2026-11-01T00:00:00Z");
const use = (hour: number, keyId: string, amount: number, calls = 1, windowStart = start): PastUse => ({
  at: new Date(start.getTime() + hour * HOUR_MS),
  keyId,
  amount,
  calls,
  windowStart,
});

describe("wouldRefuse", () => {
  it("lets in what fits, refuses what does not, and says when it began and whom it met", () => {
    const replay = wouldRefuse([use(0, "a", 60, 6), use(1, "b", 60, 6), use(2, "a", 10, 1)], 90, null);
    expect(replay).toMatchObject({ calls: 13, refused: 4 });
    expect(replay.windows[0]?.firstRefusedAt).toEqual(new Date("2026-11-01T01:00:00Z"));
    expect(replay.keys.map(({ keyId, refused }) => [keyId, refused])).toEqual([
      ["b", 3],
      ["a", 1],
    ]);
  });

  it("begins anew with every window, and never where the window rolls", () => {
    const next = new Date("2026-11-02T00:00:00Z");
    const days = [use(0, "a", 10), use(24, "a", 10, 1, next)];
    expect(wouldRefuse(days, 10, null).refused).toBe(0);
    const rolling = [use(0, "a", 10), use(0.5, "a", 10), use(1.1, "a", 10)];
    expect(wouldRefuse(rolling, 10, HOUR_MS).refused).toBe(1);
  });

  it("refuses nothing with room for all, everything with none, and never more with a higher limit", () => {
    const uses = fc.array(fc.tuple(fc.nat(50), fc.constantFrom("a", "b"), fc.integer({ min: 1, max: 100 })), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(uses, fc.nat(2_000), fc.nat(500), (past, limit, more) => {
        const given = past.map(([hour, key, amount]) => use(hour, key, amount));
        const sum = given.reduce((all, one) => all + one.amount, 0);
        expect(wouldRefuse(given, sum, null).refused).toBe(0);
        expect(wouldRefuse(given, 0, null).refused).toBe(given.length);
        expect(wouldRefuse(given, limit + more, null).refused).toBeLessThanOrEqual(
          wouldRefuse(given, limit, null).refused,
        );
      }),
    );
  });
});
