import { describe, expect, it } from "vitest";
import { draftsOf, emptyRule, inputsOf, moved, ruleProblem } from "./rule-draft";

describe("rules while they are edited", () => {
  const team = { id: "team_1", name: "Search", role: "lead", archived: false } as const;

  it("become what the API takes, without names and without a value nobody looks at", () => {
    const drafts = draftsOf([{ claim: "groups", operator: "present", value: "left over", role: null, team }]);
    const expected = {
      claim: "groups",
      operator: "present",
      value: "",
      role: null,
      team: { id: "team_1", role: "lead" },
    };
    expect(inputsOf(drafts)).toEqual([expected]);
  });

  it("say what is missing", () => {
    const rule = { ...emptyRule(), value: "a" };
    expect(ruleProblem(rule)).toBeNull();
    for (const wrong of [{ claim: " " }, { value: "" }, { role: null }]) {
      expect(ruleProblem({ ...rule, ...wrong })).toMatch(/\.$/);
    }
  });

  it("move by one place, and not past the ends", () => {
    const drafts = [emptyRule(), emptyRule(), emptyRule()];
    const keys = (rules: typeof drafts) => rules.map((rule) => drafts.indexOf(rule));
    expect(keys(moved(drafts, 2, -1))).toEqual([0, 2, 1]);
    expect(keys(moved(drafts, 0, 1))).toEqual([1, 0, 2]);
    expect(keys(moved(drafts, 2, 1))).toEqual([0, 1, 2]);
  });
});
