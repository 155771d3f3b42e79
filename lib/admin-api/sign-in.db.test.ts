import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertIdentity } from "@/db/queries/sign-in/identities";
import type { SignInSetup, TriedClaims } from "./schemas/sign-in";
import { type AdminApiFixture, openAdminApiFixture } from "./testing/admin-api-fixture";

describe("the settings of sign-in", () => {
  let fixture: AdminApiFixture;
  let admin = "";

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    admin = fixture.home.people.admin.token;
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const setup = async () => (await fixture.call<SignInSetup>("GET", "/sign-in", { token: admin })).body;
  const rule = (more: object) => ({ claim: "groups", operator: "is", value: "a", role: null, team: null, ...more });
  const replace = async (rules: object[], version?: number) =>
    fixture.call("PUT", "/sign-in/rules", {
      token: admin,
      body: { rules, version: version ?? (await setup()).rulesVersion },
    });
  const attempt = async (claims: object, rules: object[] | null = null) =>
    (await fixture.call<TriedClaims>("POST", "/sign-in/dry-run", { token: admin, body: { claims, rules } })).body;

  it("begin with nobody joining but whom a rule gives something", async () => {
    expect(await setup()).toMatchObject({
      provider: null,
      joining: "rules",
      joinUnverified: false,
      idleMinutes: 480,
      memberHours: 168,
      adminHours: 12,
      rules: [],
      scimUrl: "https://gate.example.com/api/scim/v2",
      redirectUri: "https://gate.example.com/api/auth/callback/oidc",
    });
  });

  it("keep limits of sessions within reason", async () => {
    for (const body of [
      { idleMinutes: 1 },
      { memberHours: 721 },
      { adminHours: 0 },
      { joining: "all" },
      { rulesVersion: 1 },
    ]) {
      expect((await fixture.call("PATCH", "/sign-in", { token: admin, body })).status).toBe(400);
    }
  });

  it("take no rule that makes owners, gives nothing, or names a team that is absent or archived", async () => {
    const other = await fixture.newOrganization("Other");
    const body = { name: "gone" };
    const made = await fixture.call<{ id: string }>("POST", "/teams", { token: admin, body });
    await fixture.call("POST", `/teams/${made.body.id}/archive`, { token: admin, body: {} });
    const wrong = [
      { role: "owner" },
      {},
      { team: { id: other.homeTeamId, role: "lead" } },
      { team: { id: made.body.id, role: "lead" } },
      { role: "member", claim: "" },
    ];
    for (const one of wrong) expect((await replace([rule(one)])).status).toBe(400);
  });

  it("do not let two people overwrite each other's rules", async () => {
    const { rulesVersion } = await setup();
    expect((await replace([rule({ role: "auditor" })], rulesVersion)).status).toBe(200);
    expect((await replace([], rulesVersion)).status).toBe(409);
    expect((await setup()).rules).toHaveLength(1);
  });

  it("tell in a dry run what a sign-in would do and why, by rules that are not saved, and change nothing", async () => {
    const team = { id: fixture.home.homeTeamId, role: "lead" };
    const rules = [rule({ role: "admin" }), rule({ value: "b", team })];
    const before = JSON.stringify(await setup());
    const joins = await attempt({ sub: "1", email: "new@example.com", email_verified: true, groups: ["b"] }, rules);
    expect(joins).toMatchObject({
      outcome: "join",
      person: null,
      role: "member",
      teams: [{ id: team.id, name: "home", role: "lead", change: "gains" }],
      rules: [{ matched: false }, { matched: true, why: 'groups is "b": makes them lead of home.' }],
    });
    const { member, owner } = fixture.home.people;
    const email = `${member.id}@example.com`;
    expect(await attempt({ sub: "1", email, email_verified: true, groups: ["a"] }, rules)).toMatchObject({
      outcome: "link",
      role: "admin",
      person: { id: member.id, role: "member" },
      teams: [{ id: team.id, change: "keeps" }],
    });
    expect(await attempt({ sub: "1", email }, rules)).toMatchObject({ outcome: "refused", role: null });
    const asOwner = { sub: "2", email: `${owner.id}@example.com`, email_verified: true };
    expect(await attempt(asOwner, rules)).toMatchObject({ outcome: "link", role: "owner" });
    expect(await attempt({ sub: "3" }, rules)).toMatchObject({
      outcome: "refused",
      why: expect.stringContaining("none does"),
    });
    expect(JSON.stringify(await setup())).toBe(before);
  });

  it("let an admin end somebody's sessions and unlink them, but not an owner's, and nobody their own identity", async () => {
    const { owner, member, admin: self } = fixture.home.people;
    const { cookie, sessionId } = await fixture.newCookie(member.id);
    await fixture.newCookie(member.id);
    const end = (path: string) => fixture.call<{ sessions: number }>("POST", path, { token: admin, body: {} });
    expect((await end(`/people/${member.id}/sessions/${sessionId}/revoke`)).body.sessions).toBe(1);
    expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
    expect((await end(`/people/${member.id}/sign-out`)).body.sessions).toBe(1);
    const owners = await fixture.newCookie(owner.id);
    expect((await end(`/people/${owner.id}/sign-out`)).status).toBe(403);
    expect((await end(`/people/${owner.id}/sessions/${owners.sessionId}/revoke`)).status).toBe(403);
    for (const [personId, status] of [
      [owner.id, 403],
      [self.id, 403],
    ] as const) {
      const id = `idn_${personId.slice(4)}`;
      const row = { id, organizationId: fixture.home.id, personId, issuer: "https://id.example.com", subject: id };
      await insertIdentity(fixture.database.orm, { ...row, email: null, claims: {} });
      expect((await end(`/people/${personId}/identities/${id}/unlink`)).status).toBe(status);
    }
  });
});
