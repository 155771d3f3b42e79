import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createKeyResolver, type KeyResolver } from "@/lib/auth/key-resolver";
import type { Key, KeyDetail, KeyWithSecret } from "./schemas/keys";
import type { PageView } from "./schemas/page";
import type { QuotaView } from "./schemas/quotas";
import { type AdminApiFixture, openAdminApiFixture } from "./testing/admin-api-fixture";

describe("virtual keys over the management API", () => {
  let fixture: AdminApiFixture;
  let keys: KeyResolver;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    keys = createKeyResolver({ sql: fixture.database.sql, keyring: fixture.keyring });
  });

  afterAll(async () => {
    await keys.close();
    await fixture.close();
  });

  const as = (caller: keyof typeof fixture.home.people) => fixture.home.people[caller].token;
  const create = async (body: object = {}, caller: keyof typeof fixture.home.people = "member") => {
    const base = { projectId: fixture.home.projectId, name: "app", allowedModels: ["*"] };
    const answer = await fixture.call<KeyWithSecret>("POST", "/keys", {
      token: as(caller),
      body: { ...base, ...body },
    });
    expect(answer.status).toBe(201);
    return { ...answer.body.key, secret: answer.body.secret ?? "" };
  };
  const post = (path: string, body: object = {}, caller: keyof typeof fixture.home.people = "owner") =>
    fixture.call<KeyDetail>("POST", path, { token: as(caller), body });
  /** As a gateway sees it after the policy version moved. */
  const verdict = async (secret: string) => {
    keys.invalidate();
    return (await keys.resolve(secret)).kind;
  };

  it("opens the gateway's door with the secret it shows", async () => {
    const key = await create();
    expect(key.secret).toMatch(new RegExp(`^${key.start}`));
    expect(await keys.resolve(key.secret)).toMatchObject({ kind: "active", caller: { keyId: key.id, keyName: "app" } });
  });

  it("follows a key through disable, enable and revoke, and lets no one bring it back", async () => {
    const key = await create();
    expect((await post(`/keys/${key.id}/disable`)).body.status).toBe("disabled");
    expect(await verdict(key.secret)).toBe("disabled");
    expect((await post(`/keys/${key.id}/enable`)).body.status).toBe("active");
    expect(await verdict(key.secret)).toBe("active");
    expect((await post(`/keys/${key.id}/revoke`)).body).toMatchObject({ status: "revoked", allowedActions: [] });
    expect(await verdict(key.secret)).toBe("revoked");
    for (const action of ["enable", "disable", "revoke", "rotate"]) {
      expect((await post(`/keys/${key.id}/${action}`)).status).toBe(409);
    }
  });

  it("rotates: both secrets work in the overlap, the key keeps its id, and a leaked secret ends at once", async () => {
    const key = await create();
    const rotated = await fixture.call<KeyWithSecret>("POST", `/keys/${key.id}/rotate`, {
      token: as("owner"),
      body: { overlapSeconds: 60 },
    });
    const newSecret = rotated.body.secret ?? "";
    expect(rotated.body.key.secrets.map((secret) => secret.status)).toEqual(["active", "retiring"]);
    expect([await verdict(key.secret), await verdict(newSecret)]).toEqual(["active", "active"]);
    const old = rotated.body.key.secrets.find((secret) => secret.status === "retiring");
    await post(`/keys/${key.id}/secrets/${old?.id}/revoke`);
    expect([await verdict(key.secret), await verdict(newSecret)]).toEqual(["revoked", "active"]);
    expect((await post(`/keys/${key.id}/secrets/${old?.id}/revoke`)).status).toBe(404);
  });

  it("ends the old secret at once when a rotation has no overlap", async () => {
    const key = await create();
    await post(`/keys/${key.id}/rotate`, { overlapSeconds: 0 });
    expect(await verdict(key.secret)).toBe("expired");
  });

  it("stops every key of a project that is archived", async () => {
    const body = { teamId: fixture.home.homeTeamId, name: "short-lived" };
    const project = await fixture.call<{ id: string }>("POST", "/projects", { token: as("owner"), body });
    const key = await create({ projectId: project.body.id });
    expect((await post(`/projects/${project.body.id}/archive`)).status).toBe(200);
    expect(await verdict(key.secret)).toBe("disabled");
    expect((await post(`/keys/${key.id}/rotate`)).status).toBe(409);
  });

  it("lets a team member manage the keys they made, and only those", async () => {
    const mine = await create({}, "member");
    const theirs = await create({}, "lead");
    expect(mine.allowedActions).toEqual(["update", "rotate", "disable", "revoke"]);
    expect((await post(`/keys/${mine.id}/rotate`, {}, "member")).status).toBe(200);
    expect((await post(`/keys/${theirs.id}/rotate`, {}, "member")).status).toBe(403);
    expect((await post(`/keys/${theirs.id}/rotate`, {}, "neighbour")).status).toBe(404);
  });

  it("cannot be written where nothing names the field: status, owner, public id and organization", async () => {
    const forged = {
      status: "active",
      createdBy: "per_1",
      publicId: "00000000",
      organizationId: "org_1",
      teamId: "team_1",
    };
    for (const [name, value] of Object.entries(forged)) {
      const body = { projectId: fixture.home.projectId, name: "x", allowedModels: [], [name]: value };
      const made = await fixture.call("POST", "/keys", { token: as("owner"), body });
      expect({ name, status: made.status }).toEqual({ name, status: 400 });
    }
  });

  it("refuses a model that does not exist and an expiry in the past", async () => {
    const base = { projectId: fixture.home.projectId, name: "x" };
    const unknown = { ...base, allowedModels: ["gpt-nothing"] };
    const refused = await fixture.call("POST", "/keys", { token: as("owner"), body: unknown });
    expect(refused.body.errors).toEqual([{ path: "allowedModels", message: 'there is no model "gpt-nothing"' }]);
    const past = { ...base, allowedModels: [], expiresAt: "2020-01-01T00:00:00Z" };
    expect((await fixture.call("POST", "/keys", { token: as("owner"), body: past })).status).toBe(400);
  });

  it("shows the quotas of all four scopes with where they stand", async () => {
    const key = await create({ quotas: [{ unit: "requests", window: "minute", limit: "60" }] });
    const scopes = [
      { kind: "organization", id: fixture.home.id },
      { kind: "team", id: fixture.home.homeTeamId },
      { kind: "project", id: fixture.home.projectId },
    ];
    for (const scope of scopes) {
      await post("/quotas", { scope, unit: "usd", window: "month", limit: "12.5" });
    }
    const { body } = await fixture.call<KeyDetail>("GET", `/keys/${key.id}`, { token: as("member") });
    const shown = body.quotas.map((quota) => [quota.scope.kind, quota.unit, quota.limit, quota.standing?.free]);
    expect(shown).toEqual([
      ["organization", "usd", "12.50", "12.50"],
      ["team", "usd", "12.50", "12.50"],
      ["project", "usd", "12.50", "12.50"],
      ["key", "requests", "60", "60"],
    ]);
    const again = { scope: scopes[2], unit: "usd", window: "month", limit: "7" };
    await post("/quotas", again);
    const list = await fixture.call<{ items: QuotaView[] }>("GET", "/quotas?scopeKind=project", { token: as("lead") });
    expect(list.body.items.map((quota) => quota.limit)).toEqual(["7.00"]);
  });

  it.each([
    [{ unit: "usd", window: "month", limit: "-1" }],
    [{ unit: "usd", window: "month", limit: "NaN" }],
    [{ unit: "usd", window: "month", limit: "1e3" }],
    [{ unit: "usd", window: "month", limit: "0.0000001" }],
    [{ unit: "usd", window: "month", limit: 5 }],
    [{ unit: "tokens", window: "day", limit: "1.5" }],
    [{ unit: "requests", window: "now", limit: "5" }],
    [{ unit: "concurrent", window: "minute", limit: "5" }],
    [{ unit: "usd", window: "year", limit: "5" }],
  ])("refuses the quota %j", async (terms) => {
    const body = { scope: { kind: "project", id: fixture.home.projectId }, ...terms };
    expect((await post("/quotas", body)).status).toBe(400);
  });

  it("lets a lead limit projects and keys of the team, but not the team or the organization", async () => {
    const key = await create();
    const terms = { unit: "requests", window: "day", limit: "10" };
    const on = (kind: string, id: string) => post("/quotas", { scope: { kind, id }, ...terms }, "lead");
    expect((await on("key", key.id)).status).toBe(200);
    expect((await on("project", fixture.home.projectId)).status).toBe(200);
    expect((await on("team", fixture.home.homeTeamId)).status).toBe(403);
    expect((await on("organization", fixture.home.id)).status).toBe(403);
    expect((await on("team", fixture.home.awayTeamId)).status).toBe(404);
  });

  it("finds keys by status, model, maker and part of the name", async () => {
    const key = await create({ name: "needle 100%", allowedModels: [] });
    const find = async (query: string) => {
      const { body } = await fixture.call<PageView<Key>>("GET", `/keys?${query}`, { token: as("owner") });
      return body.items.map((item) => item.id);
    };
    expect(await find(`search=${encodeURIComponent("NEEDLE 100%")}`)).toEqual([key.id]);
    expect(await find(`search=${encodeURIComponent("needle%100")}`)).toEqual([]);
    expect(await find(`createdBy=${fixture.home.people.member.id}`)).toContain(key.id);
    expect(await find(`createdBy=${fixture.home.people.lead.id}`)).not.toContain(key.id);
    expect(await find("model=some-model&limit=200")).not.toContain(key.id);
    await post(`/keys/${key.id}/disable`);
    expect(await find("status=disabled")).toContain(key.id);
    expect(await find("status=active,expired&limit=200")).not.toContain(key.id);
  });

  it("raises the policy version with every change that gateways enforce, and with no other", async () => {
    const version = async () => {
      const rows = await fixture.database.sql<{ version: bigint }[]>`
        select version from policy_version where organization_id = ${fixture.home.id}`;
      return Number(rows[0]?.version ?? 0);
    };
    const start = await version();
    const key = await create();
    await post(`/keys/${key.id}/revoke`);
    expect(await version()).toBe(start + 2);
    await post("/api-tokens", { name: "t", scopes: ["me:read"], expiresAt: null });
    await fixture.call("POST", "/keys", { token: as("owner"), body: { name: "refused" } });
    expect(await version()).toBe(start + 2);
  });

  it("keeps no secret anywhere: neither in a row, nor in an audit diff, nor in a kept answer", async () => {
    const headers = { "idempotency-key": "canary" };
    const body = { projectId: fixture.home.projectId, name: "canary", allowedModels: ["*"] };
    const made = await fixture.call<KeyWithSecret>("POST", "/keys", { token: as("owner"), body, headers });
    const rotated = await fixture.call<KeyWithSecret>("POST", `/keys/${made.body.key.id}/rotate`, {
      token: as("owner"),
      headers: { "idempotency-key": "canary-2" },
      body: {},
    });
    const token = await fixture.call<{ secret: string }>("POST", "/api-tokens", {
      token: as("owner"),
      headers: { "idempotency-key": "canary-3" },
      body: { name: "canary", scopes: ["*"], expiresAt: null },
    });
    const invited = await fixture.call<{ signInLink: { url: string } }>("POST", "/people", {
      token: as("owner"),
      headers: { "idempotency-key": "canary-4" },
      body: { name: "Canary", email: "canary@example.com" },
    });
    await keys.resolve(made.body.secret ?? "");
    await keys.flush();
    const link = invited.body.signInLink.url.split("#token=")[1] ?? "";
    const canaries = [made.body.secret ?? "", rotated.body.secret ?? "", token.body.secret, link];
    expect(canaries.every((canary) => canary.length > 40)).toBe(true);
    const dump = await dumpEverything();
    for (const canary of canaries) {
      expect(dump.includes(canary)).toBe(false);
      expect(dump.includes(Buffer.from(canary).toString("hex"))).toBe(false);
    }
    const repeated = await fixture.call<KeyWithSecret>("POST", "/keys", { token: as("owner"), body, headers });
    expect(repeated.body).toMatchObject({ secret: null, alreadyShown: true, key: { id: made.body.key.id } });
  });

  /** Every row of every table as text; bytea as hex. */
  async function dumpEverything(): Promise<string> {
    const { sql } = fixture.database;
    const tables = await sql<{ name: string }[]>`
      select tablename as name from pg_tables where schemaname = 'public'`;
    const dumps = await Promise.all(
      tables.map(({ name }) => sql<{ row: string }[]>`select t::text as row from ${sql(name)} t`),
    );
    expect(tables.length).toBeGreaterThan(20);
    return dumps.flatMap((rows) => rows.map((row) => row.row)).join("\n");
  }
});
