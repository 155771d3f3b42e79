import { describe, expect, it } from "vitest";
import { createChance } from "./random";

describe("createChance", () => {
  it("gives the same demo for the same seed", () => {
    const draw = () => {
      const chance = createChance(7);
      return Array.from({ length: 20 }, () => [chance.next(), chance.logNormal(10, 0.5), chance.poisson(3)]);
    };
    expect(draw()).toEqual(draw());
  });

  it("means what it says on average", () => {
    const chance = createChance(1);
    const mean = (draw: () => number) =>
      Array.from({ length: 20_000 }, draw).reduce((sum, one) => sum + one, 0) / 20_000;
    expect(mean(() => chance.next())).toBeCloseTo(0.5, 1);
    expect(mean(() => chance.poisson(4))).toBeCloseTo(4, 0);
    expect(mean(() => chance.poisson(80))).toBeGreaterThan(79);
    expect(mean(() => (chance.logNormal(100, 0.4) > 100 ? 1 : 0))).toBeCloseTo(0.5, 1);
    expect(
      mean(() =>
        chance.weighted([
          ["a", 3],
          ["b", 1],
        ] as const) === "a"
          ? 1
          : 0,
      ),
    ).toBeCloseTo(0.75, 1);
  });
});
