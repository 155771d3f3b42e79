import fc from "fast-check";
import { expect, it } from "vitest";
import { ENOUGH_ANSWERS, foreseen, NEED_SLOTS, slotOf } from "./need-histogram";

const learn = (answers: readonly number[]): number[] => {
  const counts = new Array<number>(NEED_SLOTS).fill(0);
  for (const tokens of answers) counts[slotOf(tokens)] = (counts[slotOf(tokens)] ?? 0) + 1;
  return counts;
};

it("an answer lies in the slot whose bound it does not exceed", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 1_000_000 }), (tokens) => {
      const slot = slotOf(tokens);
      expect(tokens).toBeLessThanOrEqual(2 ** (slot / 2) + 1e-6);
      if (slot > 0) expect(tokens).toBeGreaterThan(2 ** ((slot - 1) / 2) - 1e-6);
    }),
  );
  expect(slotOf(0)).toBe(0);
  expect(slotOf(Number.MAX_SAFE_INTEGER)).toBe(NEED_SLOTS - 1);
});

it("nothing is foreseen before enough answers were seen", () => {
  expect(foreseen(learn(new Array<number>(ENOUGH_ANSWERS - 1).fill(100)))).toBeNull();
  expect(foreseen(learn(new Array<number>(ENOUGH_ANSWERS).fill(100)))).not.toBeNull();
});

it("what is foreseen covers 95 answers in 100, and is at most 2.13 times the p95", () => {
  const answers = fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: ENOUGH_ANSWERS, maxLength: 400 });
  fc.assert(
    fc.property(answers, (tokens) => {
      const bound = foreseen(learn(tokens)) ?? 0;
      const covered = tokens.filter((one) => one <= bound).length;
      expect(covered).toBeGreaterThanOrEqual(Math.ceil(tokens.length * 0.95));
      const p95 = tokens.toSorted((a, b) => a - b)[Math.ceil(tokens.length * 0.95) - 1] ?? 0;
      expect(bound).toBeLessThanOrEqual(Math.ceil(p95 * Math.SQRT2 * 1.5) + 2);
    }),
  );
});
