import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ApiToken, ApiTokenWithSecret } from "./schemas/api-tokens";
import type { PageView } from "./schemas/page";
import { type AdminApiFixture, type CallerName, openAdminApiFixture } from "./testing/admin-api-fixture";

describe("API tokens", () => {
  let fixture: AdminApiFixture;
  const tokenOf = (caller: CallerName) => fixture.home.people[caller].token;
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const make = (token: string, input: object) =>
    fixture.call<ApiTokenWithSecret>("POST", "/api-tokens", { token, body: { name: "t", expiresAt: null, ...input } });
  const madeBy = async (caller: CallerName, input: object) => {
    const answer = await make(tokenOf(caller), input);
    expect(answer.status).toBe(201);
    return { id: answer.body.apiToken.id, secret: answer.body.secret ?? "" };
  };
  const status = async (path: string, token: string) => (await fixture.call("GET", path, { token })).status;

  it("do what their scopes and their person both allow, read at every use", async () => {
    const { secret } = await madeBy("admin", { scopes: ["teams:read", "audit:read"] });
    expect(await status("/teams", secret)).toBe(200);
    expect(await status("/audit", secret)).toBe(200);
    expect(await status("/people", secret)).toBe(403);
    const setRole = (role: string) =>
      fixture.call("PUT", `/people/${fixture.home.people.admin.id}/role`, { token: tokenOf("owner"), body: { role } });
    await setRole("member");
    expect(await status("/audit", secret)).toBe(403);
    await setRole("admin");
    expect(await status("/audit", secret)).toBe(200);
  });

  it("of a member hold no more than a member, whatever they say", async () => {
    const { secret } = await madeBy("outsider", { scopes: ["*"] });
    expect(await status("/audit", secret)).toBe(403);
    expect(await status("/me", secret)).toBe(200);
  });

  it("for machines need an admin, named scopes and an end within a year", async () => {
    const service = { kind: "service", scopes: ["audit:read"], expiresAt: inDays(90) };
    expect((await make(tokenOf("lead"), service)).status).toBe(403);
    expect((await make(tokenOf("admin"), { ...service, scopes: ["*"] })).status).toBe(400);
    expect((await make(tokenOf("admin"), { ...service, expiresAt: null })).status).toBe(400);
    expect((await make(tokenOf("admin"), { ...service, expiresAt: inDays(400) })).status).toBe(400);
    const { id, secret } = await madeBy("admin", service);
    expect(await status("/audit", secret)).toBe(200);
    const { body } = await fixture.call<PageView<ApiToken>>("GET", "/api-tokens?everyone=true", {
      token: tokenOf("auditor"),
    });
    expect(body.items.find((token) => token.id === id)).toMatchObject({ kind: "service", allowedActions: [] });
  });

  it("keep their old secret for the overlap and no longer, and show the new one once", async () => {
    const { id, secret } = await madeBy("owner", { scopes: ["teams:read"] });
    const rotate = (overlapSeconds: number, key: string) =>
      fixture.call<ApiTokenWithSecret>("POST", `/api-tokens/${id}/rotate`, {
        token: tokenOf("owner"),
        body: { overlapSeconds },
        headers: { "idempotency-key": key },
      });
    const first = await rotate(60, "r1");
    expect(await status("/teams", secret)).toBe(200);
    expect(await status("/teams", first.body.secret ?? "")).toBe(200);
    expect((await rotate(60, "r1")).body).toMatchObject({ secret: null, alreadyShown: true });
    await fixture.database.sql`update api_token set previous_until = now() where id = ${id}`;
    expect(await status("/teams", secret)).toBe(401);
    const second = await rotate(0, "r2");
    expect(await status("/teams", first.body.secret ?? "")).toBe(401);
    expect(await status("/teams", second.body.secret ?? "")).toBe(200);
  });

  it("are rotated by their own person only, and by no token that may do less", async () => {
    const { id } = await madeBy("admin", { scopes: ["*"] });
    const rotate = (token: string) =>
      fixture.call("POST", `/api-tokens/${id}/rotate`, { token, body: { overlapSeconds: 0 } });
    expect((await rotate(tokenOf("owner"))).status).toBe(403);
    const narrow = await madeBy("admin", { scopes: ["api_tokens:update", "api_tokens:read"] });
    expect((await rotate(narrow.secret)).status).toBe(400);
    expect((await rotate(tokenOf("outsider"))).status).toBe(404);
  });

  it("get fewer scopes and an earlier end, never more", async () => {
    const { id, secret } = await madeBy("admin", { scopes: ["teams:read", "audit:read"], expiresAt: inDays(30) });
    const patch = async (body: object, caller: CallerName = "admin") =>
      (await fixture.call("PATCH", `/api-tokens/${id}`, { token: tokenOf(caller), body })).status;
    expect(await patch({ scopes: ["teams:read", "people:read"] })).toBe(400);
    expect(await patch({ scopes: ["*"] })).toBe(400);
    expect(await patch({ expiresAt: inDays(40) })).toBe(400);
    expect(await patch({ scopes: ["teams:read"], expiresAt: inDays(1) }, "owner")).toBe(200);
    expect(await status("/audit", secret)).toBe(403);
    expect(await status("/teams", secret)).toBe(200);
    expect(await patch({ name: "x" }, "auditor")).toBe(403);
  });

  it("are in the log by name, with the person behind them, and never by their secret", async () => {
    const { id, secret } = await madeBy("admin", { scopes: ["teams:create"], name: "terraform" });
    await fixture.call("POST", "/teams", { token: secret, body: { name: "by machine" } });
    const { body } = await fixture.call<{ items: unknown[] }>("GET", `/audit?actorId=${id}`, {
      token: tokenOf("auditor"),
    });
    expect(body.items).toMatchObject([
      { action: "teams.create", actor: { kind: "api_token", id, name: "terraform", person: { name: "admin" } } },
    ]);
    const byPerson = await fixture.call<{ items: { actor: { id: string } }[] }>(
      "GET",
      `/audit?actorId=${fixture.home.people.admin.id}`,
      { token: tokenOf("auditor") },
    );
    expect(byPerson.body.items.map(({ actor }) => actor.id)).toContain(id);
    const log = await fixture.database.sql`select coalesce(string_agg(e::text, ''), '') as text from audit_event e`;
    expect(log[0]?.text).not.toContain(secret.slice(4, 40));
  });

  it("make, and renew, no token that outlives them", async () => {
    const scopes = ["api_tokens:create", "api_tokens:update", "api_tokens:read"];
    const { secret } = await madeBy("admin", { scopes, expiresAt: inDays(1) });
    const long = await madeBy("admin", { scopes });
    expect((await make(secret, { scopes, expiresAt: null })).status).toBe(400);
    expect((await make(secret, { scopes, expiresAt: inDays(2) })).status).toBe(400);
    const rotated = await fixture.call("POST", `/api-tokens/${long.id}/rotate`, { token: secret, body: {} });
    expect(rotated.body.errors).toMatchObject([{ path: "expiresAt" }]);
    expect((await make(secret, { scopes, expiresAt: inDays(0.5) })).status).toBe(201);
  });

  it("that may invite make nobody more than they could make themselves, and let nobody in as somebody else", async () => {
    const { secret: token } = await madeBy("owner", { scopes: ["people:invite", "people:read"] });
    const invite = (more: object) => {
      const body = { email: `${Math.random()}@example.com`, name: "New", role: "member", ...more };
      return fixture.call("POST", "/people", { token, body });
    };
    expect((await invite({})).status).toBe(201);
    for (const role of ["owner", "admin", "auditor"]) expect((await invite({ role })).status).toBe(403);
    const teams = [{ teamId: fixture.home.homeTeamId, role: "lead" }];
    expect((await invite({ teams })).status).toBe(403);
    const link = await fixture.call("POST", `/people/${fixture.home.people.admin.id}/sign-in-links`, { token });
    expect(link.status).toBe(403);
  });
});
