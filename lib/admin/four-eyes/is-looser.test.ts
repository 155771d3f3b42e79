import { expect, it } from "vitest";
import { isLooser } from "./is-looser";

const rules = (budgetAboveMicros: bigint, ...changes: ("make_admin" | "raise_budget")[]) => ({
  changes,
  budgetAboveMicros,
});

it.each([
  ["an entry fewer", rules(5n, "make_admin", "raise_budget"), rules(5n, "raise_budget"), true],
  ["another entry instead", rules(5n, "make_admin"), rules(5n, "raise_budget"), true],
  ["all switched off", rules(5n, "make_admin"), rules(5n), true],
  ["a higher amount", rules(5n, "raise_budget"), rules(6n, "raise_budget"), true],
  ["a higher amount that no entry looks at", rules(5n, "make_admin"), rules(6n, "make_admin"), false],
  ["a lower amount", rules(5n, "raise_budget"), rules(4n, "raise_budget"), false],
  ["an entry more", rules(5n, "make_admin"), rules(5n, "raise_budget", "make_admin"), false],
  ["the first entry", rules(5n), rules(9n, "raise_budget"), false],
  ["nothing", rules(5n, "make_admin"), rules(5n, "make_admin"), false],
])("sees whether %s is looser", (_what, before, after, looser) => {
  expect(isLooser(before, after)).toBe(looser);
});
