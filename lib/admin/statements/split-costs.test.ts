import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitCosts } from "./split-costs";

const usage = { id: "spl_1", sourceCostCentre: "SHARED", method: "usage" as const, shares: [] };

describe("splitCosts", () => {
  it("divides a shared cost centre by what the others spent themselves", () => {
    const spend = new Map([
      ["SHARED", 100n],
      ["A", 300n],
      ["B", 100n],
    ]);
    expect(splitCosts(spend, [usage])).toEqual([
      { ruleId: "spl_1", from: "SHARED", to: "A", micros: 75n },
      { ruleId: "spl_1", from: "SHARED", to: "B", micros: 25n },
    ]);
  });

  it("leaves what fixed percents do not name where it is, and gives to who spent nothing", () => {
    const shares = [
      { costCentre: "A", percent: 33.33 },
      { costCentre: "NEW", percent: 50 },
    ];
    const moved = splitCosts(new Map([["SHARED", 10_000n]]), [{ ...usage, method: "fixed", shares }]);
    expect(moved.map(({ to, micros }) => [to, micros])).toEqual([
      ["A", 3_333n],
      ["NEW", 5_000n],
    ]);
  });

  it("moves nothing when nobody is there to carry it, and never to another shared one", () => {
    expect(splitCosts(new Map([["SHARED", 7n]]), [usage])).toEqual([]);
    const both = [usage, { ...usage, id: "spl_2", sourceCostCentre: "OTHER" }];
    const spend = new Map([
      ["SHARED", 10n],
      ["OTHER", 10n],
    ]);
    expect(splitCosts(spend, both)).toEqual([]);
  });

  it("moves all of it to the last micro-dollar, whatever was spent, corrections below zero too", () => {
    const spends = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(spends, fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }), (others, shared) => {
        const spend = new Map([["SHARED", shared], ...others.map((micros, n) => [`CC-${n}`, micros] as const)]);
        const moved = splitCosts(spend, [usage]).reduce((sum, { micros }) => sum + micros, 0n);
        expect(moved).toBe(shared);
      }),
    );
  });
});
