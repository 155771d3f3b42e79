import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { accessRequest } from "@/db/schema";
import { createKeyResolver, type KeyResolver } from "@/lib/auth/key-resolver";
import type { AccessRequestDetail, AccessRequestPreview } from "./schemas/access-requests";
import type { KeyWithSecret } from "./schemas/keys";
import type { QuotaDetail, QuotaView } from "./schemas/quotas";
import { type AdminApiFixture, type CallerName, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";
import { fresh } from "./testing/matrix-world";

const DAY_MS = 86_400_000;
const NO_BOUNDS = { tokensPerMinutePerKey: null, models: ["*"], keyDays: null, keysPerPerson: null };

describe("access requests", () => {
  let fixture: AdminApiFixture;
  let resolver: KeyResolver;
  let now = Date.now();

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    resolver = createKeyResolver({ sql: fixture.database.sql, keyring: fixture.keyring, clock: () => now });
    const member = { ...NO_BOUNDS, monthlyUsdPerKey: "50", keyDays: 30 };
    const lead = { ...NO_BOUNDS, monthlyUsdPerKey: "500", monthlyUsdPerProject: "1000" };
    const ceilings = await call("PUT", `/teams/${fixture.home.homeTeamId}/ceilings`, "admin", { member, lead });
    expect(ceilings.status).toBe(200);
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await resolver.close();
    await fixture.close();
  });

  function call<Body = Refusal>(method: string, path: string, caller: CallerName, body?: unknown) {
    const { token } = fixture.home.people[caller];
    return fixture.call<Body>(method, path, { token, ...(body === undefined ? {} : { body }) });
  }
  const keyProposal = (terms: object = {}) => ({
    kind: "key",
    projectId: fixture.home.projectId,
    name: fresh("app"),
    models: ["*"],
    days: 7,
    monthlyUsd: "20",
    ...terms,
  });
  const ask = async (proposal: object, caller: CallerName = "member") => {
    const answer = await call<AccessRequestDetail>("POST", "/access-requests", caller, { proposal, reason: "A test." });
    expect(answer.status).toBe(201);
    return answer.body;
  };
  const show = async (id: string, caller: CallerName) =>
    (await call<AccessRequestDetail>("GET", `/access-requests/${id}`, caller)).body;
  /** Approves what the approver sees now. */
  const approve = async (id: string, caller: CallerName, grant: object = {}) => {
    const { hash } = await show(id, caller);
    return call<AccessRequestDetail & Refusal>("POST", `/access-requests/${id}/approve`, caller, { hash, grant });
  };
  const collect = (id: string, caller: CallerName = "member") =>
    call<KeyWithSecret & Refusal>("POST", `/access-requests/${id}/collect`, caller);
  const setQuota = async (body: object) => (await call<QuotaView>("POST", "/quotas", "owner", body)).body;
  const projectQuota = async () => {
    const body = { teamId: fixture.home.homeTeamId, name: fresh("project") };
    const { body: project } = await call<{ id: string }>("POST", "/projects", "owner", body);
    return setQuota({ scope: { kind: "project", id: project.id }, unit: "usd", window: "month", limit: "100" });
  };
  const limitNow = async (id: string) => (await call<QuotaDetail>("GET", `/quotas/${id}`, "owner")).body.limitNow;

  it("gives what the ceiling allows at once, as a key whose secret only its asker sees, once", async () => {
    const preview = await call<AccessRequestPreview>("POST", "/access-requests/dry-run", "member", {
      proposal: keyProposal(),
    });
    expect(preview.body).toMatchObject({ decides: "ceiling", deciders: [] });
    const asked = await ask(keyProposal());
    expect(asked).toMatchObject({ status: "approved", decidedBy: null, allowedActions: ["comment", "collect"] });
    expect((await collect(asked.id, "lead")).status).toBe(404);
    const { secret, key } = (await collect(asked.id)).body;
    expect(key.quotas.map(({ unit, window, limit }) => `${limit} ${unit} a ${window}`)).toEqual(["20.00 usd a month"]);
    expect(await resolver.resolve(secret ?? "")).toMatchObject({ kind: "active", caller: { keyId: asked.keyId } });
    expect((await collect(asked.id)).body.code).toBe("conflict");
  });

  it("says why not, and lets the lead give less, never the asker and never more", async () => {
    const proposal = keyProposal({ monthlyUsd: "400", days: 90 });
    const preview = await call<AccessRequestPreview>("POST", "/access-requests/dry-run", "member", { proposal });
    expect(preview.body).toMatchObject({ decides: "lead", deciders: [{ name: "lead" }] });
    expect(preview.body.because).toContain("$400.00 a month is above the ceiling of $50.00 a month for one key");
    const { id, keyId } = await ask(proposal);
    expect(keyId).toBeNull();
    expect((await call<{ waiting: number }>("GET", "/access-requests/waiting", "lead")).body.waiting).toBe(1);
    expect((await call<{ waiting: number }>("GET", "/access-requests/waiting", "admin")).body.waiting).toBe(0);
    expect((await approve(id, "member")).status).toBe(403);
    expect((await approve(id, "lead", { monthlyUsd: "401" })).body.code).toBe("invalid_request");
    const approved = (await approve(id, "lead", { monthlyUsd: "60", days: 14 })).body;
    expect(approved).toMatchObject({ status: "approved", decidedBy: { name: "lead" }, granted: { monthlyUsd: "60" } });
    expect(JSON.stringify(approved)).not.toContain("gk_live_");
    expect((await collect(id)).body.key.createdBy?.name).toBe("member");
    expect((await approve(id, "admin")).body.code).toBe("conflict");
  });

  it("sends what is beyond the lead's envelope to an admin", async () => {
    const { id } = await ask(keyProposal({ monthlyUsd: "900" }));
    const seen = await show(id, "lead");
    expect(seen.allowedActions).toEqual(["refuse", "comment"]);
    expect(seen.becauseNot).toContain("$900.00 a month is above the ceiling of $500.00");
    expect((await approve(id, "lead")).body.code).toBe("forbidden");
    expect((await approve(id, "admin")).body.status).toBe("approved");
  });

  it("lets nobody decide their own, whatever their role, and the table holds to it", async () => {
    const { id } = await ask(keyProposal({ monthlyUsd: "900" }), "admin");
    expect((await approve(id, "admin")).body.code).toBe("own_request");
    expect((await call("POST", `/access-requests/${id}/refuse`, "admin", {})).body.code).toBe("own_request");
    const forged = { status: "approved", decidedBy: fixture.home.people.admin.id, decidedAt: new Date() } as const;
    await expect(
      fixture.database.orm.update(accessRequest).set(forged).where(eq(accessRequest.id, id)),
    ).rejects.toThrow();
  });

  it("gives models for a time, and the gateway stops them by the clock, whatever else happens", async () => {
    const [first, second] = ["m-one", "m-two"];
    for (const name of [first, second]) await call("POST", "/models", "owner", { name, deployments: [] });
    const asked = await ask(keyProposal({ models: [first] }));
    const { secret, key } = (await collect(asked.id)).body;
    const lead = await call<KeyWithSecret>("POST", "/keys", "lead", {
      projectId: fixture.home.projectId,
      name: fresh("theirs"),
      allowedModels: [first],
      quotas: [{ unit: "usd", window: "month", limit: "10" }],
    });
    const others = await ask({ kind: "models", keyId: lead.body.key.id, models: [second], days: 2 });
    expect(others).toMatchObject({ status: "open", decides: "lead" });
    const own = await ask({ kind: "models", keyId: key.id, models: [second], days: 2 });
    expect(own.status).toBe("approved");
    const allowed = async () => {
      const verdict = await resolver.resolve(secret ?? "");
      return verdict.kind === "active" ? verdict.caller.allowedModels : verdict.kind;
    };
    await fixture.database
      .sql`update key_model_grant set ends_at = now() + interval '20 seconds' where key_id = ${key.id}`;
    resolver.invalidate();
    expect(await allowed()).toEqual([first, second]);
    now += 30_000;
    expect(await allowed()).toEqual([first]);
  });

  it("raises a limit for some days by a grant that falls away by itself", async () => {
    const quota = await projectQuota();
    const { id } = await ask({ kind: "quota", quotaId: quota.id, limit: "300", days: 7 });
    const seen = await show(id, "lead");
    expect(seen.changes).toEqual([
      { field: "Limit", unit: "usd", before: "100.00", after: "300" },
      { field: "For", unit: "days", before: null, after: "7" },
    ]);
    expect(seen.cost).toMatchObject({ spentUsd: "0.00", moreUsd: "200.00" });
    expect((await approve(id, "lead", { limit: "150", days: 1 })).body.status).toBe("approved");
    const { body } = await call<QuotaDetail>("GET", `/quotas/${quota.id}`, "owner");
    expect(body).toMatchObject({ limit: "100.00", limitNow: "150.00" });
    expect(body.grants[0]).toMatchObject({ amount: "50.00", status: "running", grantedBy: { name: "lead" } });
  });

  it("binds an approval to exactly what was shown: after a change in between it is refused, with a new difference", async () => {
    const quota = await projectQuota();
    const { id, hash } = await ask({ kind: "quota", quotaId: quota.id, limit: "800", days: null });
    await call("PATCH", `/quotas/${quota.id}`, "owner", { limit: "20" });
    const stale = await call("POST", `/access-requests/${id}/approve`, "lead", { hash });
    expect(stale.body).toMatchObject({ code: "stale_request" });
    expect(await limitNow(quota.id)).toBe("20.00");
    const seen = await show(id, "lead");
    expect(seen).toMatchObject({ hasMoved: true, changes: [{ before: "20.00", after: "800" }, {}] });
    expect(seen.hash).not.toBe(hash);
    expect((await approve(id, "lead")).body.status).toBe("approved");
  });

  it("ends a request that nobody decided, and one that was withdrawn", async () => {
    const { id } = await ask(keyProposal({ monthlyUsd: "400" }));
    await fixture.database.orm
      .update(accessRequest)
      .set({ expiresAt: new Date(Date.now() - 1_000) })
      .where(eq(accessRequest.id, id));
    expect((await show(id, "lead")).status).toBe("expired");
    expect((await approve(id, "lead")).body.code).toBe("conflict");
    const other = await ask(keyProposal({ monthlyUsd: "400" }));
    await call("POST", `/access-requests/${other.id}/withdraw`, "member");
    expect((await approve(other.id, "lead")).body.code).toBe("conflict");
  });

  it("holds the ceiling against every way around it, and the refusal leads to the form", async () => {
    const body = { projectId: fixture.home.projectId, name: "unbounded", allowedModels: ["*"] };
    const refused = await call("POST", "/keys", "member", body);
    expect(refused.body.code).toBe("beyond_ceiling");
    expect(refused.body.detail).toContain(`/access-requests/new?kind=key&project=${fixture.home.projectId}`);
    const asked = await ask(keyProposal());
    const { key } = (await collect(asked.id)).body;
    const [quota] = key.quotas.filter(({ scope }) => scope.kind === "key");
    const longer = { expiresAt: new Date(Date.now() + 90 * DAY_MS).toISOString() };
    expect((await call("PATCH", `/keys/${key.id}`, "member", longer)).body.code).toBe("beyond_ceiling");
    expect((await call("PATCH", `/quotas/${quota?.id}`, "lead", { limit: "501" })).body.code).toBe("beyond_ceiling");
    expect((await call("POST", `/quotas/${quota?.id}/archive`, "lead")).body.code).toBe("beyond_ceiling");
    expect((await call("PATCH", `/quotas/${quota?.id}`, "lead", { limit: "499" })).status).toBe(200);
  });

  it("takes two people for what the organization lists, directly and by request", async () => {
    const rules = { changes: ["make_admin", "raise_budget"], budgetAboveUsd: "600" };
    expect((await call("PUT", "/four-eyes", "owner", rules)).status).toBe(200);
    const { id: personId } = fixture.home.people.outsider;
    const alone = await call("PUT", `/people/${personId}/role`, "owner", { role: "admin" });
    expect(alone.body.code).toBe("needs_second_person");
    const role = await ask({ kind: "role", personId, role: "admin" }, "admin");
    expect((await approve(role.id, "owner")).body.status).toBe("approved");
    const quota = await projectQuota();
    expect((await call("PATCH", `/quotas/${quota.id}`, "owner", { limit: "700" })).body.code).toBe(
      "needs_second_person",
    );
    const raise = await ask({ kind: "quota", quotaId: quota.id, limit: "700", days: 3 });
    expect((await approve(raise.id, "lead")).body.code).toBe("forbidden");
    expect((await approve(raise.id, "admin")).body).toMatchObject({ status: "open", approvals: 1 });
    expect((await approve(raise.id, "admin")).body.code).toBe("forbidden");
    expect(await limitNow(quota.id)).toBe("100.00");
    expect((await approve(raise.id, "owner")).body).toMatchObject({ status: "approved", approvals: 2 });
    expect(await limitNow(quota.id)).toBe("700.00");
  });

  it("says the same of approvals in the list, in the history and on the request, and has it wait again for whom a change takes it from", async () => {
    const rules = { changes: ["make_admin", "raise_budget"], budgetAboveUsd: "600" };
    expect((await call("PUT", "/four-eyes", "owner", rules)).status).toBe(200);
    const quota = await projectQuota();
    const raise = await ask({ kind: "quota", quotaId: quota.id, limit: "700", days: 3 });
    type Listed = { items: { id: string; approvals: number }[] };
    const listed = async (query: string) => {
      const { items } = (await call<Listed>("GET", `/access-requests?${query}&limit=100`, "admin")).body;
      return items.find(({ id }) => id === raise.id)?.approvals;
    };
    const seen = async () => {
      const { waiting } = (await call<{ waiting: number }>("GET", "/access-requests/waiting", "admin")).body;
      const shown = [(await show(raise.id, "admin")).approvals, await listed("status=open")];
      return { shown, waits: await listed("waiting=true"), waiting };
    };
    const { waiting } = await seen();
    await approve(raise.id, "admin");
    expect(await seen()).toEqual({ shown: [1, 1], waits: undefined, waiting: waiting - 1 });
    await call("PATCH", `/quotas/${quota.id}`, "owner", { limit: "90" });
    expect(await seen()).toEqual({ shown: [0, 0], waits: 0, waiting });
    const later = await ask({ kind: "quota", quotaId: quota.id, limit: "650", days: 3 });
    expect((await show(later.id, "admin")).history.subject).toMatchObject([{ id: raise.id, approvals: 0 }]);
    await approve(raise.id, "admin");
    await approve(raise.id, "owner");
    expect(await seen()).toMatchObject({ shown: [2, undefined], waits: undefined });
    expect(await listed("status=approved")).toBe(2);
  });

  it("asks whoever approved once more when what it changes has changed since", async () => {
    const quota = await projectQuota();
    const raise = await ask({ kind: "quota", quotaId: quota.id, limit: "700", days: 3 });
    expect((await approve(raise.id, "admin")).body).toMatchObject({ status: "open", approvals: 1 });
    expect((await call("PATCH", `/quotas/${quota.id}`, "owner", { limit: "90" })).status).toBe(200);
    expect(await show(raise.id, "owner")).toMatchObject({ approvals: 0, hasMoved: true });
    expect((await approve(raise.id, "admin")).body).toMatchObject({ status: "open", approvals: 1 });
    expect((await approve(raise.id, "admin")).body.code).toBe("forbidden");
    expect((await approve(raise.id, "owner")).body).toMatchObject({ status: "approved", approvals: 2 });
  });
});
