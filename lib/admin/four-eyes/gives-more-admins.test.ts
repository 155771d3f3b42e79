import { expect, it } from "vitest";
import { givesMoreAdmins, type RoleRule } from "./gives-more-admins";

const rule = (value: string, role: RoleRule["role"]): RoleRule => ({ claim: "groups", operator: "is", value, role });
const admins = rule("platform", "admin");
const guests = rule("guests", "member");
const team = rule("search", null);

it.each<[string, RoleRule[], RoleRule[], boolean]>([
  ["a new admin rule", [], [admins], true],
  ["the same rules", [guests, admins], [guests, admins], false],
  ["an admin rule fewer", [admins, guests], [guests], false],
  ["another value", [admins], [rule("everybody", "admin")], true],
  ["another operator", [admins], [{ ...admins, operator: "starts_with" }], true],
  ["a member rule that now gives admin", [guests], [rule("guests", "admin")], true],
  ["a shield gone", [guests, admins], [admins], true],
  ["a shield behind", [guests, admins], [admins, guests], true],
  ["a shield more", [admins], [guests, admins], false],
  ["a rule for a team only, anywhere", [admins], [team, admins, team], false],
  ["admin rules that change places", [admins, rule("ops", "admin")], [rule("ops", "admin"), admins], false],
  [
    "a claim that need only be there",
    [{ ...admins, operator: "present" }],
    [{ ...admins, operator: "present", value: "x" }],
    false,
  ],
])("sees whether %s makes more admins", (_what, before, after, more) => {
  expect(givesMoreAdmins(before, after)).toBe(more);
});
