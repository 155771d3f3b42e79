import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessRequestPreview } from "./schemas/access-requests";
import type { Key, KeyWithSecret } from "./schemas/keys";
import type { PageView } from "./schemas/page";
import type { QuotaDetail, QuotaView } from "./schemas/quotas";
import { type AdminApiFixture, type CallerName, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";
import { fresh } from "./testing/matrix-world";

const NO_BOUNDS = { tokensPerMinutePerKey: null, models: ["*"], keyDays: null, keysPerPerson: null };
const MONTH = { unit: "usd", window: "month" };

describe("ceilings", () => {
  let fixture: AdminApiFixture;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    const member = { ...NO_BOUNDS, monthlyUsdPerKey: "50" };
    const lead = { ...NO_BOUNDS, monthlyUsdPerKey: "500", monthlyUsdPerProject: "1000" };
    await call("PUT", `/teams/${fixture.home.homeTeamId}/ceilings`, "admin", { member, lead });
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  function call<Body = Refusal>(method: string, path: string, caller: CallerName, body?: unknown) {
    const { token } = fixture.home.people[caller];
    return fixture.call<Body>(method, path, { token, ...(body === undefined ? {} : { body }) });
  }
  const makeKey = (caller: CallerName, quotas: object[]) =>
    call<KeyWithSecret & Refusal>("POST", "/keys", caller, {
      projectId: fixture.home.projectId,
      name: fresh("key"),
      allowedModels: ["*"],
      quotas,
    });
  const setQuota = (caller: CallerName, body: object) => call<QuotaView & Refusal>("POST", "/quotas", caller, body);
  const show = async (id: string) => (await call<QuotaDetail>("GET", `/quotas/${id}`, "owner")).body;
  const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

  it("are not outgrown by a limit that is named twice", async () => {
    const small = { ...MONTH, limit: "10" };
    for (const second of [
      { ...MONTH, limit: "9000" },
      { ...MONTH, limit: "10", hard: false },
    ]) {
      const answer = await makeKey("member", [small, second]);
      expect(answer.body).toMatchObject({ code: "invalid_request", errors: [{ path: "quotas" }] });
    }
    expect((await makeKey("member", [small, { ...MONTH, limit: "9000", shadow: true }])).status).toBe(201);
  });

  it("are not outgrown by a limit that comes out of shadow", async () => {
    const { key } = (await makeKey("member", [{ ...MONTH, limit: "50" }])).body;
    const scope = { kind: "key", id: key.id };
    const real = key.quotas.find((quota) => quota.scope.kind === "key");
    const wide = (await setQuota("lead", { scope, ...MONTH, limit: "9000", shadow: true })).body;
    const out = await call("PATCH", `/quotas/${wide.id}`, "lead", { shadow: false });
    expect(out.body.code).toBe("beyond_ceiling");
    expect((await show(real?.id ?? "")).archivedAt).toBeNull();
    expect((await call("PATCH", `/quotas/${wide.id}`, "lead", { shadow: false, limit: "400" })).status).toBe(200);
  });

  it("count what was given for a time: a raise and a limit together stay below", async () => {
    const { key } = (await makeKey("lead", [{ ...MONTH, limit: "100" }])).body;
    const id = key.quotas.find((quota) => quota.scope.kind === "key")?.id ?? "";
    const grant = { amount: "400", endsAt: inAnHour(), reason: "A launch." };
    expect((await call("POST", `/quotas/${id}/grants`, "lead", grant)).status).toBeLessThan(300);
    const scope = { kind: "key", id: key.id };
    expect((await call("PATCH", `/quotas/${id}`, "lead", { limit: "500" })).body.code).toBe("beyond_ceiling");
    expect((await setQuota("lead", { scope, ...MONTH, limit: "500" })).body.code).toBe("beyond_ceiling");
    expect(await show(id)).toMatchObject({ limit: "100.00", limitNow: "500.00" });
    const proposal = { kind: "quota", quotaId: id, limit: "500", days: null };
    const dryRun = await call<AccessRequestPreview>("POST", "/access-requests/dry-run", "lead", { proposal });
    expect(dryRun.body.decides).toBe("admin");
    expect((await call("PATCH", `/quotas/${id}`, "lead", { alertPercents: [70] })).status).toBe(200);
  });

  it("and what takes two people are not passed by a raise beside a raise, or by way of shadow", async () => {
    const rules = { changes: ["change_organization_quota"], budgetAboveUsd: "1000" };
    expect((await call("PUT", "/four-eyes", "owner", rules)).status).toBe(200);
    const scope = { kind: "organization", id: fixture.home.id };
    const { id } = (await setQuota("admin", { scope, ...MONTH, limit: "100" })).body;
    await fixture.database.sql`insert into quota_grant (id, organization_id, quota_id, amount, reason, ends_at)
      values ('gra_test', ${fixture.home.id}, ${id}, 900000000, 'Two people gave it.', now() + interval '1 hour')`;
    expect((await show(id)).limitNow).toBe("1000.00");
    const raised = await call("PATCH", `/quotas/${id}`, "admin", { limit: "1000" });
    expect(raised.body.code).toBe("needs_second_person");
    const shadow = (await setQuota("admin", { scope, ...MONTH, limit: "9000", shadow: true })).body;
    const out = await call("PATCH", `/quotas/${shadow.id}`, "admin", { shadow: false });
    expect(out.body.code).toBe("needs_second_person");
    expect((await call("PATCH", `/quotas/${id}`, "admin", { limit: "90" })).status).toBe(200);
  });

  it("are not passed by way of the playground: nobody learns the secret of its key", async () => {
    const body = { projectId: fixture.home.projectId, model: "any", messages: [{ role: "user", content: "Hello" }] };
    expect((await call("POST", "/playground/runs", "member", body)).status).toBe(200);
    const { items } = (await call<PageView<Key>>("GET", "/keys?mine=true", "member")).body;
    const playground = items.find((key) => key.playground);
    expect(playground?.allowedActions).not.toContain("rotate");
    for (const caller of ["member", "lead", "owner"] as const) {
      expect((await call("POST", `/keys/${playground?.id}/rotate`, caller, {})).body.code).toBe("conflict");
    }
  });
});
