import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { ApiTokenWithSecret } from "./schemas/api-tokens";
import type { InvitedPerson, Person } from "./schemas/people";
import type { Me } from "./schemas/session";
import type { TeamDetail } from "./schemas/teams";
import {
  type AdminApiFixture,
  openAdminApiFixture,
  PUBLIC_URL,
  type TestOrganization,
} from "./testing/admin-api-fixture";

describe("people, teams and API tokens", () => {
  let fixture: AdminApiFixture;
  let place: TestOrganization;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });

  beforeEach(async () => {
    place = await fixture.newOrganization("Fresh");
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const as = (caller: keyof typeof place.people) => place.people[caller].token;
  const setRole = (caller: keyof typeof place.people, personId: string, role: string) =>
    fixture.call("PUT", `/people/${personId}/role`, { token: as(caller), body: { role } });
  const invite = async (role: string) => {
    const body = { name: "New", email: `${Math.random()}@example.com`, role };
    return (await fixture.call<InvitedPerson>("POST", "/people", { token: as("owner"), body })).body.person;
  };

  describe("roles", () => {
    it("nobody changes their own, not even an owner", async () => {
      for (const caller of ["owner", "admin"] as const) {
        const answer = await setRole(caller, place.people[caller].id, "member");
        expect(answer).toMatchObject({ status: 403, body: { code: "own_role_change" } });
      }
      const lead = { token: as("lead"), body: { role: "member" } };
      const path = `/teams/${place.homeTeamId}/members/${place.people.lead.id}`;
      expect(await fixture.call("PATCH", path, lead)).toMatchObject({ status: 403, body: { code: "own_role_change" } });
    });

    it("an admin makes no owner, changes none, and makes no link to sign in as one", async () => {
      expect((await setRole("admin", place.people.member.id, "owner")).status).toBe(403);
      expect((await setRole("admin", place.people.owner.id, "member")).status).toBe(403);
      const body = { name: "x", email: "o@example.com", role: "owner" };
      expect((await fixture.call("POST", "/people", { token: as("admin"), body })).status).toBe(403);
      const link = `/people/${place.people.owner.id}/sign-in-links`;
      expect((await fixture.call("POST", link, { token: as("admin") })).status).toBe(403);
      const deactivate = `/people/${place.people.owner.id}/deactivate`;
      expect((await fixture.call("POST", deactivate, { token: as("admin") })).status).toBe(403);
    });

    it("the last owner stays, even when two owners remove each other at the same moment", async () => {
      const second = await invite("owner");
      const secondToken = await fixture.newToken(place.id, second.id, ["*"]);
      const answers = await Promise.all([
        fixture.call("POST", `/people/${second.id}/deactivate`, { token: as("owner") }),
        fixture.call("POST", `/people/${place.people.owner.id}/deactivate`, { token: secondToken }),
      ]);
      expect(answers.filter((answer) => answer.status === 200)).toHaveLength(1);
      const { sql } = fixture.database;
      const owners = await sql`select id from person
        where organization_id = ${place.id} and role = 'owner' and status = 'active'`;
      expect(owners).toHaveLength(1);
    });

    it("hold from the next request on, and never longer than the person is active", async () => {
      expect((await fixture.call("GET", "/people", { token: as("admin") })).status).toBe(200);
      await setRole("owner", place.people.admin.id, "member");
      expect((await fixture.call("GET", "/people", { token: as("admin") })).status).toBe(403);
    });

    it("of a person cannot be set by any other route", async () => {
      const body = { name: "x", email: "y@example.com", role: "member", status: "active", organizationId: "org_1" };
      expect((await fixture.call("POST", "/people", { token: as("owner"), body })).status).toBe(400);
    });
  });

  describe("deactivation", () => {
    it("ends sessions, API tokens and unused links at once, and leaves the keys to the project", async () => {
      const { id, token } = place.people.member;
      const { cookie } = await fixture.newCookie(id);
      expect((await fixture.call("GET", "/me", { cookie })).status).toBe(200);
      const done = await fixture.call<Person>("POST", `/people/${id}/deactivate`, { token: as("admin") });
      expect(done.body).toMatchObject({ status: "deactivated", allowedActions: ["reactivate", "unlink_identity"] });
      expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
      expect((await fixture.call("GET", "/me", { token })).status).toBe(401);
      await fixture.call("POST", `/people/${id}/reactivate`, { token: as("admin") });
      expect((await fixture.call("GET", "/me", { cookie })).status).toBe(401);
      expect((await fixture.call("GET", "/me", { token })).status).toBe(401);
    });
  });

  describe("who am I", () => {
    it("lists what holds everywhere and what holds in my teams", async () => {
      const { body } = await fixture.call<Me>("GET", "/me", { token: as("lead") });
      expect(body).toMatchObject({
        person: { id: place.people.lead.id, role: "member" },
        organization: { id: place.id, name: "Fresh" },
        teams: [{ id: place.homeTeamId, role: "lead" }],
        via: "api_token",
        session: null,
      });
      expect(body.permissions.everywhere).toContain("models:read");
      expect(body.permissions.everywhere).not.toContain("keys:update");
      expect(body.permissions.inTeams[place.homeTeamId]).toContain("keys:update");
    });

    it("signs out one session or all of them", async () => {
      const headers = { origin: PUBLIC_URL };
      const [first, second] = [
        await fixture.newCookie(place.people.owner.id),
        await fixture.newCookie(place.people.owner.id),
      ];
      const out = await fixture.call("POST", "/me/sign-out", { cookie: first.cookie, headers, body: {} });
      expect(out).toMatchObject({ status: 200, body: { sessions: 1 } });
      expect((await fixture.call("GET", "/me", { cookie: first.cookie })).status).toBe(401);
      expect((await fixture.call("GET", "/me", { cookie: second.cookie })).status).toBe(200);
      await fixture.call("POST", "/me/sign-out-everywhere", { cookie: second.cookie, headers, body: {} });
      expect((await fixture.call("GET", "/me", { cookie: second.cookie })).status).toBe(401);
    });

    it("nobody ends somebody else's session", async () => {
      const { sessionId, cookie } = await fixture.newCookie(place.people.owner.id);
      const path = `/me/sessions/${sessionId}/revoke`;
      expect((await fixture.call("POST", path, { token: as("admin") })).status).toBe(404);
      expect((await fixture.call("GET", "/me", { cookie })).status).toBe(200);
    });
  });

  describe("teams", () => {
    it("take members by e-mail from a lead who may not read the list of people", async () => {
      const person = await invite("member");
      const body = { email: person.email.toUpperCase(), role: "member" };
      const path = `/teams/${place.homeTeamId}/members`;
      const answer = await fixture.call<TeamDetail>("POST", path, { token: as("lead"), body });
      expect(answer.body.members.map((member) => member.personId)).toContain(person.id);
      expect((await fixture.call("POST", path, { token: as("lead"), body })).status).toBe(409);
    });

    it("are not archived while a project is left, and a name is taken once", async () => {
      const path = `/teams/${place.homeTeamId}/archive`;
      expect(await fixture.call("POST", path, { token: as("owner") })).toMatchObject({
        status: 409,
        body: { code: "in_use" },
      });
      const taken = await fixture.call("POST", "/teams", { token: as("owner"), body: { name: "HOME" } });
      expect(taken).toMatchObject({ status: 409, body: { code: "name_taken" } });
    });
  });

  describe("API tokens", () => {
    const create = (token: string, scopes: string[]) =>
      fixture.call<ApiTokenWithSecret>("POST", "/api-tokens", { token, body: { name: "ci", scopes, expiresAt: null } });

    it("may do what their scopes name and their person may, and no more", async () => {
      const { body } = await create(as("member"), ["teams:read", "providers:read"]);
      const token = body.secret ?? "";
      expect((await fixture.call("GET", "/teams", { token })).status).toBe(200);
      expect((await fixture.call("GET", "/keys", { token })).status).toBe(403);
      expect((await fixture.call("GET", "/providers", { token })).status).toBe(403);
    });

    it("make no token that may do more than themselves", async () => {
      const narrow = await create(as("owner"), ["api_tokens:create", "teams:read"]);
      const token = narrow.body.secret ?? "";
      expect((await create(token, ["teams:read"])).status).toBe(201);
      expect((await create(token, ["teams:create"])).status).toBe(400);
      expect((await create(token, ["*"])).status).toBe(400);
      expect((await create(as("owner"), ["no:such"])).status).toBe(400);
    });

    it("end when they are revoked, and only an admin revokes somebody else's", async () => {
      const { body } = await create(as("member"), ["*"]);
      const path = `/api-tokens/${body.apiToken.id}/revoke`;
      expect((await fixture.call("POST", path, { token: as("lead") })).status).toBe(404);
      expect((await fixture.call("POST", path, { token: as("auditor") })).status).toBe(403);
      expect((await fixture.call("POST", path, { token: as("admin") })).status).toBe(200);
      expect((await fixture.call("GET", "/me", { token: body.secret ?? "" })).status).toBe(401);
    });
  });
});
