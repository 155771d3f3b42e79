import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { quotaBucket, quotaHold, quotaShadow } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import type { KeyDetail, KeyWithSecret } from "./schemas/keys";
import type { QuotaDetail, QuotaHoldView, QuotaView } from "./schemas/quotas";
import { type AdminApiFixture, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";
import { MatrixWorld } from "./testing/matrix-world";

const HOUR_MS = 3_600_000;
const inHours = (hours: number) => new Date(Date.now() + hours * HOUR_MS).toISOString();

describe("quotas over the management API", () => {
  let fixture: AdminApiFixture;
  let world: MatrixWorld;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    world = new MatrixWorld(fixture, "owner");
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const as = (caller: keyof typeof fixture.home.people) => fixture.home.people[caller].token;
  const post = <Body = QuotaView>(path: string, body: object = {}) =>
    fixture.call<Body>("POST", path, { token: as("owner"), body });
  const read = async (quotaId: string, caller: keyof typeof fixture.home.people = "owner") =>
    (await fixture.call<QuotaDetail>("GET", `/quotas/${quotaId}`, { token: as(caller) })).body;
  const project = async () => ({ kind: "project", id: (await world.project()).projectId });
  const budget = async (over: object = {}) =>
    (await post("/quotas", { scope: await project(), unit: "usd", window: "month", limit: "10", ...over })).body;

  it("limits everything that can be limited, and says whose it is", async () => {
    const { keyId } = await world.key();
    const { modelId, providerId } = await world.model();
    const personId = fixture.home.people.member.id;
    const scopes = [
      { kind: "organization", id: fixture.home.id },
      { kind: "team", id: fixture.home.homeTeamId },
      { kind: "team_model", id: fixture.home.homeTeamId, modelId },
      { kind: "project", id: fixture.home.projectId },
      { kind: "key", id: keyId },
      { kind: "key_model", id: keyId, modelId },
      { kind: "person", id: personId },
      { kind: "end_user", id: "*" },
      { kind: "end_user", id: "customer-4711" },
      { kind: "tag", id: "feature=search" },
      { kind: "model", id: modelId },
      { kind: "provider", id: providerId },
    ];
    for (const scope of scopes) {
      const { status, body } = await post("/quotas", { scope, unit: "requests", window: "day", limit: "9" });
      expect({ scope, status }).toEqual({ scope, status: 200 });
      expect(body.scope).toMatchObject({ kind: scope.kind, id: scope.id });
      expect(body.scope.model?.id ?? null).toBe(scope.modelId ?? null);
    }
  });

  it.each([
    [{ unit: "input_tokens", window: "hour" }],
    [{ unit: "output_tokens", window: "quarter", anchor: "2026-02-01" }],
    [{ unit: "tokens", window: "days", windowDays: 10, anchor: "2026-01-15" }],
    [{ unit: "usd", window: "week", anchor: "2026-01-01" }],
    [{ unit: "concurrent", window: "now" }],
    [{ unit: "usd", window: "lifetime", onStoreDown: "deny", maxCallPercent: 25 }],
    [{ unit: "requests", window: "minute", hard: false, onStoreDown: "allow" }],
  ])("sets %j and shows it as it was set, with all its room", async (terms) => {
    const { id } = await budget({ limit: "12", ...terms });
    const quota = await read(id);
    expect(quota).toMatchObject(terms);
    expect(Number(quota.standing?.free)).toBe(12);
    expect(quota.standing?.resetsAt === null).toBe(terms.window === "now" || terms.window === "lifetime");
  });

  it.each([
    [{ window: "days" }, "windowDays"],
    [{ windowDays: 3 }, "windowDays"],
    [{ window: "days", windowDays: 0 }, "windowDays"],
    [{ window: "day", anchor: "2026-01-01" }, "anchor"],
    [{ anchor: "2026-02-30" }, "anchor"],
    [{ maxCallPercent: 0 }, "maxCallPercent"],
    [{ unit: "requests", maxCallPercent: 50 }, "maxCallPercent"],
    [{ onStoreDown: "perhaps" }, "onStoreDown"],
    [{ limit: "-1" }, "limit"],
    [{ unit: "output_tokens", limit: "1.5" }, "limit"],
    [{ scope: { kind: "tag", id: "no-value" } }, "scope.id"],
    [{ scope: { kind: "key_model", id: "key_1" } }, "scope.modelId"],
  ])("refuses %j and names the field", async (wrong, field) => {
    const scope = { kind: "project", id: fixture.home.projectId };
    const { status, body } = await post<Refusal>("/quotas", {
      scope,
      unit: "usd",
      window: "month",
      limit: "10",
      ...wrong,
    });
    expect({ status, fields: body.errors.map((error) => error.path) }).toEqual({ status: 400, fields: [field] });
  });

  it("keeps quotas of other lengths and beginnings apart, and one in shadow beside an enforced one", async () => {
    const scope = await project();
    const set = async (over: object) =>
      (await post("/quotas", { scope, unit: "usd", window: "month", limit: "10", ...over })).body.id;
    const ids = [
      await set({}),
      await set({ anchor: "2026-01-15" }),
      await set({ window: "days", windowDays: 7 }),
      await set({ window: "days", windowDays: 14 }),
      await set({ shadow: true }),
    ];
    expect(new Set(ids).size).toBe(5);
    expect(await set({ limit: "20" })).toBe(ids[0]);
    expect((await read(ids[0] ?? "")).limit).toBe("20.00");
    expect((await read(ids[4] ?? "")).limit).toBe("10.00");
  });

  it("lets a quota out of shadow in place of the enforced one, whose history stays", async () => {
    const scope = await project();
    const terms = { scope, unit: "usd", window: "month" };
    const enforced = (await post("/quotas", { ...terms, limit: "100" })).body;
    const tried = (await post("/quotas", { ...terms, limit: "50", shadow: true })).body;
    const change = { token: as("owner"), body: { shadow: false } };
    const { body } = await fixture.call<QuotaView>("PATCH", `/quotas/${tried.id}`, change);
    expect(body).toMatchObject({ id: tried.id, shadow: false, limit: "50.00" });
    expect((await read(enforced.id)).archivedAt).not.toBeNull();
  });

  it("raises a quota for a time, takes the raise back, and tells both from its limit", async () => {
    const { id } = await budget();
    const raised = await post(`/quotas/${id}/grants`, { amount: "5.50", endsAt: inHours(1), reason: "launch" });
    expect(raised.body).toMatchObject({ limit: "10.00", granted: "5.50", limitNow: "15.50" });
    const [grant] = (await read(id)).grants;
    expect(grant).toMatchObject({ amount: "5.50", status: "running", reason: "launch", grantedBy: { name: "owner" } });
    expect((await read(id)).standing?.free).toBe("15.50");
    const back = await post(`/quotas/${id}/grants/${grant?.id}/revoke`);
    expect(back.body).toMatchObject({ granted: "0.00", limitNow: "10.00", grantedUntil: null });
    expect((await read(id)).grants[0]?.status).toBe("revoked");
    expect((await post(`/quotas/${id}/grants/${grant?.id}/revoke`)).status).toBe(409);
  });

  it("lets a raise fall away by itself when its time is over", async () => {
    const { id } = await budget();
    await post(`/quotas/${id}/grants`, { amount: "5", endsAt: inHours(1) });
    await fixture.database.sql`
      update quota_grant set starts_at = now() - interval '2 hours', ends_at = now() - interval '1 second' where quota_id = ${id}`;
    const quota = await read(id);
    expect(quota).toMatchObject({ granted: "0.00", limitNow: "10.00", standing: { free: "10.00" } });
    expect(quota.grants[0]?.status).toBe("over");
  });

  it.each([
    [{ amount: "0", endsAt: inHours(1) }, "amount"],
    [{ amount: "-1", endsAt: inHours(1) }, "amount"],
    [{ amount: "1", endsAt: inHours(-1) }, "endsAt"],
    [{ amount: "1", endsAt: inHours(24 * 400) }, "endsAt"],
  ])("refuses the raise %j", async (wrong, field) => {
    const { id } = await budget();
    const { status, body } = await post<Refusal>(`/quotas/${id}/grants`, wrong);
    expect({ status, field: body.errors[0]?.path }).toEqual({ status: 400, field });
  });

  it("shows what a call holds, and gives it back once", async () => {
    const { id } = await budget({ window: "lifetime" });
    const holder = newId("req");
    const bucket = { quotaId: id, windowStart: new Date(0) };
    await fixture.database.orm.insert(quotaBucket).values({ ...bucket, held: 3_000_000n });
    const hold = { ...bucket, requestId: holder, amount: 3_000_000n, expiresAt: new Date(Date.now() + HOUR_MS) };
    await fixture.database.orm.insert(quotaHold).values(hold);
    const holds = async () =>
      (await fixture.call<{ items: QuotaHoldView[] }>("GET", `/quotas/${id}/holds`, { token: as("auditor") })).body
        .items;
    expect(await holds()).toMatchObject([{ kind: "call", requestId: holder, amount: "3.00", releasable: true }]);
    expect((await post<object>(`/quotas/${id}/holds/${holder}/release`)).body).toEqual({ released: "3.00" });
    expect(await holds()).toEqual([]);
    expect((await read(id)).standing).toMatchObject({ held: "0.00", free: "10.00" });
    expect((await post(`/quotas/${id}/holds/${holder}/release`)).status).toBe(409);
  });

  it("counts what shadow would have refused over a day, a week and a month", async () => {
    const { id } = await budget({ shadow: true });
    const hours = [1, 24 * 3, 24 * 20, 24 * 40];
    const rows = hours.map((ago, index) => ({
      quotaId: id,
      hour: new Date(Date.now() - ago * HOUR_MS),
      asked: 10n,
      refused: BigInt(index + 1),
    }));
    await fixture.database.orm.insert(quotaShadow).values(rows);
    expect((await read(id)).shadowCounts).toEqual({
      day: { asked: 10, refused: 1 },
      week: { asked: 20, refused: 3 },
      month: { asked: 30, refused: 6 },
    });
  });

  it("shows a team what limits it and everybody, and a person what limits them, but nobody else's", async () => {
    const { people } = fixture.home;
    const seen = async (caller: "member" | "neighbour" | "auditor", quotaId: string) =>
      (await fixture.call("GET", `/quotas/${quotaId}`, { token: as(caller) })).status;
    const personal = await budget({ scope: { kind: "person", id: people.member.id } });
    const tagged = await budget({ scope: { kind: "tag", id: "env=prod" } });
    expect([await seen("member", personal.id), await seen("neighbour", personal.id)]).toEqual([200, 404]);
    expect(await seen("auditor", personal.id)).toBe(200);
    expect([await seen("member", tagged.id), await seen("neighbour", tagged.id)]).toEqual([200, 200]);
    const list = await fixture.call<{ items: QuotaView[] }>("GET", "/quotas?scopeKind=person,tag", {
      token: as("neighbour"),
    });
    expect(list.body.items.map((quota) => quota.scope.kind)).not.toContain("person");
  });

  it("shows on a key every quota that its calls may meet, those at single models too", async () => {
    const { modelId } = await world.model();
    const body = { projectId: (await world.project()).projectId, name: "app", allowedModels: ["*"] };
    const mine = { ownerId: fixture.home.people.member.id, tags: ["team=home"], mayAttribute: true };
    const { key } = (await post<KeyWithSecret>("/keys", { ...body, ...mine })).body;
    const terms = { unit: "requests", window: "day", limit: "9" };
    const ids: string[] = [];
    for (const scope of [
      { kind: "key_model", id: key.id, modelId },
      { kind: "tag", id: "team=home" },
      { kind: "person", id: mine.ownerId },
      { kind: "model", id: modelId },
      { kind: "tag", id: "team=away" },
    ]) {
      ids.push((await post("/quotas", { scope, ...terms })).body.id);
    }
    const detail = (await fixture.call<KeyDetail>("GET", `/keys/${key.id}`, { token: as("owner") })).body;
    const shown = new Set(detail.quotas.map((quota) => quota.id));
    expect(ids.map((id) => shown.has(id))).toEqual([true, true, true, true, false]);
  });
});
