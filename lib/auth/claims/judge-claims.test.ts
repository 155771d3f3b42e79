import { describe, expect, it } from "vitest";
import { factsOf } from "./facts-of";
import { type ClaimRule, isGivenAnything, judgeClaims } from "./judge-claims";

const rule = (value: string, given: Partial<ClaimRule>): ClaimRule => ({
  claim: "groups",
  operator: "is",
  value,
  role: null,
  team: null,
  ...given,
});
const team = (role: "lead" | "member") => ({ id: "team_1", name: "Search", role });
const groups = (...names: string[]) => ({ groups: names });

describe("rules over claims", () => {
  it("let the first match that names a role decide it, and say why the others did not", () => {
    const rules = [
      rule("admins", { role: "admin" }),
      rule("audit", { role: "auditor" }),
      rule("all", { role: "member" }),
    ];
    const judgement = judgeClaims(rules, groups("audit", "all"));
    expect(judgement.role).toBe("auditor");
    expect(judgement.verdicts.map((verdict) => verdict.matched)).toEqual([false, true, true]);
    expect(judgement.verdicts[0]?.why).toBe('groups holds "audit", "all"; none is "admins".');
    expect(judgement.verdicts[2]?.why).toContain("an earlier rule gave auditor");
  });

  it("decide roles once one of them names one: who matches none is a member", () => {
    expect(judgeClaims([rule("admins", { role: "admin" })], groups()).role).toBe("member");
    expect(judgeClaims([rule("search", { team: team("lead") })], groups("search")).role).toBeNull();
    expect(judgeClaims([], groups("admins")).role).toBeNull();
  });

  it("give every matching team, and the higher of two roles in one", () => {
    const rules = [rule("a", { team: team("lead") }), rule("b", { team: team("member") })];
    expect(judgeClaims(rules, groups("a", "b")).teams).toEqual(new Map([["team_1", "lead"]]));
    expect(judgeClaims(rules.toReversed(), groups("a", "b")).teams).toEqual(new Map([["team_1", "lead"]]));
  });

  it("compare exactly, by beginning, or by being there", () => {
    const matches = (operator: ClaimRule["operator"], value: string) =>
      isGivenAnything(judgeClaims([rule(value, { operator, role: "member" })], groups("search-leads")));
    expect(matches("is", "search-leads")).toBe(true);
    expect(matches("is", "Search-Leads")).toBe(false);
    expect(matches("is", "search")).toBe(false);
    expect(matches("starts_with", "search-")).toBe(true);
    expect(matches("starts_with", "leads")).toBe(false);
    expect(matches("present", "")).toBe(true);
  });

  it("never believe a provider in what is Gatehouse's own to say", () => {
    const claims = { email_domain: "example.com", scim_groups: ["Admins"], email: "x@evil.example" };
    const facts = factsOf({ claims, verifiedEmail: null, scimGroups: [] });
    expect(facts).toEqual({ email: "x@evil.example" });
    const known = factsOf({ claims, verifiedEmail: "x@Evil.Example", scimGroups: ["Staff"] });
    expect(known).toMatchObject({ email_domain: "evil.example", scim_groups: ["Staff"] });
  });
});
