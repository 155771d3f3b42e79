import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Key, KeyWithSecret } from "./schemas/keys";
import type { PageView } from "./schemas/page";
import { type AdminApiFixture, type Answer, openAdminApiFixture, PUBLIC_URL } from "./testing/admin-api-fixture";

interface OpenApi {
  openapi: string;
  paths: Record<string, { post?: { operationId: string } }>;
  components: { schemas: Record<string, unknown> };
}

describe("management API", () => {
  let fixture: AdminApiFixture;
  let owner: string;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    owner = fixture.home.people.owner.token;
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  it("answers problem+json with a stable code, our request id and no caching", async () => {
    const answer = await fixture.call("GET", "/teams");
    expect(answer.status).toBe(401);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.headers.get("cache-control")).toBe("private, no-store");
    expect(answer.headers.get("www-authenticate")).toMatch(/^Bearer/);
    expect(answer.body).toMatchObject({
      type: `${PUBLIC_URL}/api/admin/docs#unauthenticated`,
      status: 401,
      code: "unauthenticated",
      request_id: answer.headers.get("x-request-id"),
    });
  });

  it("says that virtual keys work only under /api/v1", async () => {
    const { body, status } = await fixture.call("GET", "/teams", { token: `gk_live_${"a".repeat(58)}` });
    expect(status).toBe(401);
    expect(body).toMatchObject({ code: "virtual_key_not_accepted", detail: expect.stringContaining("/api/v1") });
  });

  it.each([
    ["SQL", "' or 1=1 --"],
    ["SQL behind our prefix", "ghp_' union select 1--"],
    ["a lone percent sign", "%"],
    ["8 kB", "x".repeat(8192)],
    ["Latin-1", "\u00e9"],
    ["the word itself", "Bearer"],
    ["three words", "a b c"],
  ])("answers 401 and never 500 to a bearer of %s", async (_what, token) => {
    const { status } = await fixture.call("GET", "/teams", { token });
    expect(status).toBe(401);
  });

  it("does not look at a cookie when a bearer is there", async () => {
    const { cookie } = await fixture.newCookie(fixture.home.people.owner.id);
    expect((await fixture.call("GET", "/me", { cookie })).status).toBe(200);
    expect((await fixture.call("GET", "/me", { cookie, token: "ghp_wrong" })).status).toBe(401);
  });

  it("answers 404 to an unknown path and 405 with Allow to a wrong method", async () => {
    expect(await fixture.call("GET", "/nothing", { token: owner })).toMatchObject({
      status: 404,
      body: { code: "unknown_route" },
    });
    const wrong = await fixture.call("DELETE", `/teams/${fixture.home.homeTeamId}`, { token: owner });
    expect(wrong.status).toBe(405);
    expect(wrong.headers.get("allow")).toBe("GET, PATCH");
  });

  it("describes every route as OpenAPI 3.1 and as a page without scripts", async () => {
    const { body } = await fixture.call<OpenApi>("GET", "/openapi.json");
    expect(body.openapi).toBe("3.1.0");
    expect(body.paths["/api/admin/keys/{keyId}/rotate"]?.post?.operationId).toBe("keys.rotate");
    expect(body.components.schemas).toHaveProperty("KeyDetail");
    const page = await fixture.api.fetch(new Request(`${PUBLIC_URL}/api/admin/docs`));
    expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
    expect(page.headers.get("content-security-policy")).toContain("form-action 'none'");
    const html = await page.text();
    expect(html).toContain("/keys/{keyId}/rotate");
    expect(html).not.toContain("<script");
  });

  describe("bodies", () => {
    it.each([
      ["unknown fields", { name: "x", role: "owner" }, "invalid_request"],
      ["a wrong type", { name: 7 }, "invalid_request"],
      ["control characters", { name: "a\u0000b" }, "invalid_request"],
      ["a lone surrogate", '{"name":"\\ud800"}', "invalid_request"],
      ["what is not JSON", "{", "invalid_json"],
      ["deep nesting", "[".repeat(50) + "]".repeat(50), "invalid_json"],
    ])("refuses %s", async (_what, body, code) => {
      const answer = await fixture.call("POST", "/teams", { token: owner, body });
      expect(answer).toMatchObject({ status: 400, body: { code } });
    });

    it("names each field that is wrong", async () => {
      const { body } = await fixture.call("POST", "/keys", { token: owner, body: { projectId: "prj_1", name: "" } });
      const paths = body.errors.map((error) => error.path);
      expect(paths).toEqual(expect.arrayContaining(["name", "allowedModels"]));
    });

    it("refuses more than 1 MB, another content type, and a query parameter given twice", async () => {
      const large = await fixture.call("POST", "/teams", { token: owner, body: { name: "x".repeat(1_100_000) } });
      expect(large).toMatchObject({ status: 413, body: { code: "request_too_large" } });
      const headers = { "content-type": "text/plain" };
      const text = await fixture.call("POST", "/teams", { token: owner, body: '{"name":"x"}', headers });
      expect(text).toMatchObject({ status: 415, body: { code: "unsupported_media_type" } });
      const twice = await fixture.call("GET", "/teams?limit=1&limit=2", { token: owner });
      expect(twice).toMatchObject({ status: 400, body: { code: "invalid_request" } });
    });

    it("is not fooled by __proto__", async () => {
      const body = '{"name":"proto","__proto__":{"role":"owner"}}';
      const answer = await fixture.call("POST", "/teams", { token: owner, body });
      expect([201, 400]).toContain(answer.status);
      expect(({} as Record<string, unknown>).role).toBeUndefined();
    });
  });

  describe("cross-site requests", () => {
    const json = { "content-type": "application/json" };
    it.each([
      ["without Origin", json, 403],
      ["from another origin", { ...json, origin: "https://evil.example.com" }, 403],
      ["from a sandboxed frame", { ...json, origin: "null" }, 403],
      ["from an origin that only begins like ours", { ...json, origin: `${PUBLIC_URL}.evil.com` }, 403],
      ["as a form", { "content-type": "application/x-www-form-urlencoded", origin: PUBLIC_URL }, 403],
      ["from the portal", { ...json, origin: PUBLIC_URL }, 201],
    ])("a change by cookie %s", async (_how, headers, status) => {
      const { cookie } = await fixture.newCookie(fixture.home.people.owner.id);
      const body = { name: `team ${Math.random()}` };
      const answer = await fixture.call("POST", "/teams", { cookie, headers, body });
      expect(answer.status).toBe(status);
      if (status === 403) expect(answer.body.code).toBe("cross_site_request");
    });

    it("reads by cookie need no Origin, and changes by token need none either", async () => {
      const { cookie } = await fixture.newCookie(fixture.home.people.owner.id);
      expect((await fixture.call("GET", "/teams", { cookie })).status).toBe(200);
      expect((await fixture.call("POST", "/teams", { token: owner, body: { name: "by token" } })).status).toBe(201);
    });
  });

  describe("idempotency", () => {
    it("does a change once and gives a repeat the same answer", async () => {
      const request = { token: owner, body: { name: "once" }, headers: { "idempotency-key": "k-1" } };
      const first = await fixture.call("POST", "/teams", request);
      const second = await fixture.call("POST", "/teams", request);
      expect(first.status).toBe(201);
      expect(second).toMatchObject({ status: 201, body: first.body });
    });

    it("refuses the same key for another body or another route", async () => {
      const headers = { "idempotency-key": "k-2" };
      await fixture.call("POST", "/teams", { token: owner, body: { name: "two" }, headers });
      const other = await fixture.call("POST", "/teams", { token: owner, body: { name: "three" }, headers });
      expect(other).toMatchObject({ status: 422, body: { code: "idempotency_mismatch" } });
    });

    it("keeps keys of different people apart", async () => {
      const headers = { "idempotency-key": "k-3" };
      const admin = fixture.home.people.admin.token;
      expect((await fixture.call("POST", "/teams", { token: owner, body: { name: "o" }, headers })).status).toBe(201);
      expect((await fixture.call("POST", "/teams", { token: admin, body: { name: "a" }, headers })).status).toBe(201);
    });

    it("may be tried again after a refusal", async () => {
      const headers = { "idempotency-key": "k-4" };
      expect((await fixture.call("POST", "/teams", { token: owner, body: { name: "once" }, headers })).status).toBe(
        409,
      );
      expect((await fixture.call("POST", "/teams", { token: owner, body: { name: "four" }, headers })).status).toBe(
        201,
      );
    });

    it("creates one key for many equal requests at once, and shows its secret once", async () => {
      const body = { projectId: fixture.home.projectId, name: "burst", allowedModels: ["*"] };
      const request = { token: owner, body, headers: { "idempotency-key": "k-5" } };
      const answers = await Promise.all(
        Array.from({ length: 8 }, () => fixture.call<KeyWithSecret>("POST", "/keys", request)),
      );
      const created = answers.filter((answer) => answer.status === 201);
      expect(answers.every((answer) => [201, 409].includes(answer.status))).toBe(true);
      expect(created.filter((answer) => answer.body.secret !== null)).toHaveLength(1);
      for (const answer of created.filter((one) => one.body.secret === null)) {
        expect(answer.body.alreadyShown).toBe(true);
      }
      const { body: list } = await fixture.call<PageView<Key>>("GET", "/keys?search=burst", { token: owner });
      expect(list.items).toHaveLength(1);
    });
  });

  describe("pages", () => {
    it("gives every key exactly once, however the list is cut", async () => {
      for (let index = 0; index < 7; index += 1) {
        const body = { projectId: fixture.home.projectId, name: `page ${index}`, allowedModels: [] };
        await fixture.call("POST", "/keys", { token: owner, body });
      }
      const names: string[] = [];
      let cursor: string | null = "";
      while (cursor !== null) {
        const query: string = cursor === "" ? "" : `&cursor=${encodeURIComponent(cursor)}`;
        const { body }: Answer<PageView<Key>> = await fixture.call("GET", `/keys?search=page&limit=3${query}`, {
          token: owner,
        });
        names.push(...body.items.map((item) => item.name));
        cursor = body.nextCursor;
      }
      expect(names).toEqual([6, 5, 4, 3, 2, 1, 0].map((index) => `page ${index}`));
    });

    it.each(["x", "e30", Buffer.from('["a","b","c"]').toString("base64url"), "' or 1=1"])(
      "refuses the cursor %j",
      async (cursor) => {
        const { status, body } = await fixture.call("GET", `/keys?cursor=${encodeURIComponent(cursor)}`, {
          token: owner,
        });
        expect({ status, code: body.code }).toEqual({ status: 400, code: "invalid_cursor" });
      },
    );
  });
});

describe("management API without its database", () => {
  it("says that it is not available, tells an operator why, and leaks nothing", async () => {
    const fixture = await openAdminApiFixture();
    const { token } = fixture.home.people.owner;
    await fixture.database.close();
    const answer = await fixture.call("GET", "/teams", { token });
    expect(answer).toMatchObject({ status: 503, body: { code: "unavailable" } });
    expect(JSON.stringify(answer.body)).not.toMatch(/postgres|127\.0\.0\.1|CONNECTION/i);
    expect(fixture.internalErrors).toHaveLength(1);
    await fixture.close();
  });
});
