import { describe, expect, it } from "vitest";
import { type PersonActor, systemActor } from "./actor";
import { authorize, may, teamsWith } from "./authorize";
import type { OrganizationRole, TeamRole } from "./permissions";

const ORGANIZATION = { kind: "organization" } as const;
const inTeam = (teamId: string, creatorId?: string) =>
  ({ kind: "team", teamId, ...(creatorId === undefined ? {} : { creatorId }) }) as const;

function person(role: OrganizationRole, teams: Record<string, TeamRole> = {}, scopes?: string[]): PersonActor {
  return {
    kind: "person",
    organizationId: "org_1",
    personId: "per_1",
    name: "Ada",
    email: "ada@example.com",
    role,
    teams: new Map(Object.entries(teams)),
    via: scopes ? { kind: "api_token", tokenId: "tok_1", scopes } : { kind: "session", sessionId: "ses_1" },
  };
}

describe("authorize", () => {
  it("denies what no line of the table allows", () => {
    expect(may(person("member"), "teams:create", ORGANIZATION)).toBe(false);
    expect(may(person("member"), "keys:read", { kind: "anywhere" })).toBe(false);
    expect(() => authorize(person("auditor"), "keys:create", ORGANIZATION)).toThrow(/keys:create/);
  });

  it("holds a team role inside that team only", () => {
    const lead = person("member", { team_1: "lead" });
    expect(may(lead, "keys:update", inTeam("team_1"))).toBe(true);
    expect(may(lead, "keys:update", inTeam("team_2"))).toBe(false);
    expect(may(lead, "keys:update", ORGANIZATION)).toBe(false);
    expect(teamsWith(lead, "keys:read")).toEqual(["team_1"]);
  });

  it("lets a member change what they made, as long as they are in the team", () => {
    expect(may(person("member", { team_1: "member" }), "keys:update", inTeam("team_1", "per_1"))).toBe(true);
    expect(may(person("member", { team_1: "member" }), "keys:update", inTeam("team_1", "per_2"))).toBe(false);
    expect(may(person("member"), "keys:update", inTeam("team_1", "per_1"))).toBe(false);
  });

  it("never gives a token more than its person, nor a person's token more than its scopes", () => {
    expect(may(person("member", {}, ["*"]), "teams:create", ORGANIZATION)).toBe(false);
    expect(may(person("owner", {}, ["teams:read"]), "teams:create", ORGANIZATION)).toBe(false);
    expect(may(person("owner", {}, ["teams:create"]), "teams:create", ORGANIZATION)).toBe(true);
    expect(may(person("owner", {}, []), "me:read", ORGANIZATION)).toBe(false);
  });

  it("lets an auditor read everything and change nothing of anybody's", () => {
    const auditor = person("auditor");
    for (const permission of ["keys:read", "audit:read", "people:read", "providers:read"] as const) {
      expect(may(auditor, permission, ORGANIZATION)).toBe(true);
    }
    for (const permission of ["keys:revoke", "quotas:write", "people:set_role", "models:write"] as const) {
      expect(may(auditor, permission, ORGANIZATION)).toBe(false);
    }
  });

  it("lets Gatehouse itself do everything", () => {
    expect(may(systemActor("org_1", "seed"), "people:set_role", ORGANIZATION)).toBe(true);
  });
});
