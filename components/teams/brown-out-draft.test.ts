import { describe, expect, it } from "vitest";
import { checkRungs, rungsOf, stepsOf, withRung } from "./brown-out-draft";

const steps = [
  { atPercent: 80, action: "warn" },
  { atPercent: 90, action: "lower_max_tokens", maxTokens: 500 },
  { atPercent: 95, action: "cheaper_model", model: "small" },
] as const;

describe("a brown-out ladder", () => {
  it("comes out of the form as it went in", () => {
    expect(stepsOf(rungsOf(steps))).toEqual(steps);
    expect(Object.values(checkRungs(rungsOf(steps))).filter(Boolean)).toEqual([]);
  });

  it("ascends, within 1 to 100", () => {
    const [first, second] = rungsOf(steps);
    if (!first || !second) throw new Error("two steps went in");
    expect(checkRungs([first, { ...second, atPercent: "80" }])["brownOut.1.atPercent"]).toContain(
      "above the step before",
    );
    expect(checkRungs([{ ...first, atPercent: "101" }])["brownOut.0.atPercent"]).toBe("Type 1 to 100.");
    expect(checkRungs([{ ...first, atPercent: "" }])["brownOut.0.atPercent"]).toBe("Type 1 to 100.");
  });

  it("asks for what a step's action needs, and only that", () => {
    const problems = checkRungs(rungsOf(steps).map((rung) => ({ ...rung, maxTokens: "", model: "" })));
    expect(problems["brownOut.0.maxTokens"]).toBeUndefined();
    expect(problems["brownOut.1.maxTokens"]).toBeDefined();
    expect(problems["brownOut.2.model"]).toBeDefined();
  });

  it("grows upwards, from a warning", () => {
    expect(withRung([])[0]).toMatchObject({ atPercent: "80", action: "warn" });
    expect(withRung(rungsOf(steps)).at(-1)).toMatchObject({ id: 3, atPercent: "100" });
  });
});
