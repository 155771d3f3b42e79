import { describe, expect, it } from "vitest";
import { judgeClaims } from "../claims/judge-claims";
import { mayJoin } from "./may-join";

const RULE = { claim: "groups", operator: "is", value: "a", role: "member", team: null } as const;
const given = judgeClaims([RULE], { groups: ["a"] });
const nothing = judgeClaims([RULE], {});
const verified = { email: "a@example.com", emailVerified: true };
const join = (more: Partial<Parameters<typeof mayJoin>[0]>) => {
  const settings = { joining: "everyone", joinUnverified: false } as const;
  return mayJoin({ settings, identity: verified, judgement: nothing, openToAnyone: false, ...more }).joins;
};

describe("somebody new", () => {
  it("joins where everybody does, by a rule where rules decide, and not where nobody does", () => {
    const settings = (joining: "nobody" | "rules" | "everyone") => ({ settings: { joining, joinUnverified: false } });
    expect(join(settings("everyone"))).toBe(true);
    expect(join(settings("rules"))).toBe(false);
    expect(join({ ...settings("rules"), judgement: given })).toBe(true);
    expect(join({ ...settings("nobody"), judgement: given })).toBe(false);
  });

  it("needs a rule where anybody in the world can have an account, whatever was set before", () => {
    expect(join({ openToAnyone: true })).toBe(false);
    expect(join({ openToAnyone: true, judgement: given })).toBe(true);
  });

  it("needs an address, and a verified one unless the organization says otherwise", () => {
    const unverified = { ...verified, emailVerified: false };
    expect(join({ identity: { email: null, emailVerified: false } })).toBe(false);
    expect(join({ identity: unverified })).toBe(false);
    expect(join({ identity: unverified, settings: { joining: "everyone", joinUnverified: true } })).toBe(true);
  });
});
