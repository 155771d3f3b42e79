import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessRequestDetail } from "./schemas/access-requests";
import type { KeyWithSecret } from "./schemas/keys";
import type { QuotaView } from "./schemas/quotas";
import { type AdminApiFixture, type CallerName, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";
import { fresh } from "./testing/matrix-world";

const MONTH = { unit: "usd", window: "month" };

describe("two at once", () => {
  let fixture: AdminApiFixture;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  function call<Body = Refusal>(method: string, path: string, caller: CallerName, body?: unknown) {
    const { token } = fixture.home.people[caller];
    return fixture.call<Body>(method, path, { token, ...(body === undefined ? {} : { body }) });
  }
  const keyBody = (quotas: object[] = []) => ({
    projectId: fixture.home.projectId,
    name: fresh("key"),
    allowedModels: ["*"],
    quotas,
  });
  const makeKey = async (quotas: object[] = []) =>
    (await call<KeyWithSecret>("POST", "/keys", "owner", keyBody(quotas))).body.key;
  const ceilings = (lead: object, member: object) => {
    const none = {
      monthlyUsdPerKey: null,
      tokensPerMinutePerKey: null,
      models: ["*"],
      keyDays: null,
      keysPerPerson: null,
    };
    const body = { lead: { ...none, monthlyUsdPerProject: null, ...lead }, member: { ...none, ...member } };
    return call("PUT", `/teams/${fixture.home.homeTeamId}/ceilings`, "owner", body);
  };
  /** What a change does whose transaction has begun elsewhere and is committed while `others` wait for it, or run past it. */
  const during = async (statement: string, id: string, others: () => Promise<unknown>) => {
    let waiting: Promise<unknown> = Promise.resolve();
    await fixture.database.sql.begin(async (run) => {
      await run.unsafe(statement, [id]);
      waiting = others();
      await Promise.race([waiting, new Promise((resolve) => setTimeout(resolve, 700))]);
    });
    await waiting;
  };

  it("a key that is revoked while somebody enables or rotates it stays revoked, without a new secret", async () => {
    const revoke = "update virtual_key set status = 'revoked', revoked_at = now() where id = $1";
    for (const [path, body] of [
      ["enable", {}],
      ["rotate", {}],
    ] as const) {
      const { id, secrets } = await makeKey();
      if (path === "enable") await call("POST", `/keys/${id}/disable`, "owner", {});
      await during(revoke, id, () => call("POST", `/keys/${id}/${path}`, "owner", body));
      const after = (await call<KeyWithSecret["key"]>("GET", `/keys/${id}`, "owner")).body;
      expect(after.status).toBe("revoked");
      expect(after.secrets).toHaveLength(secrets.length);
    }
  });

  it("a model that is taken from a key while somebody renames it stays taken", async () => {
    const { id } = await makeKey();
    await during("update virtual_key set allowed_models = '{}' where id = $1", id, () =>
      call("PATCH", `/keys/${id}`, "owner", { name: fresh("renamed") }),
    );
    const after = (await call<KeyWithSecret["key"]>("GET", `/keys/${id}`, "owner")).body;
    expect(after.allowedModels).toEqual([]);
  });

  it("a limit that is lowered while somebody changes its marks stays low", async () => {
    const scope = { kind: "project", id: fixture.home.projectId };
    const { id } = (await call<QuotaView>("POST", "/quotas", "owner", { scope, ...MONTH, limit: "900" })).body;
    await during(`update quota set "limit" = 5000000 where id = $1`, id, () =>
      call("PATCH", `/quotas/${id}`, "owner", { alertPercents: [50] }),
    );
    const [kept] = await fixture.database.sql`select "limit"::text from quota where id = ${id}`;
    expect(kept).toEqual({ limit: "5000000" });
  });

  it("a raise counts for whoever waited for it, though it began after their transaction did", async () => {
    expect((await ceilings({ monthlyUsdPerKey: "100" }, { monthlyUsdPerKey: "50" })).status).toBe(200);
    const key = await makeKey([{ ...MONTH, limit: "20" }]);
    const quota = key.quotas.find(({ scope }) => scope.kind === "key")?.id ?? "";
    const endsAt = new Date(Date.now() + 3_600_000).toISOString();
    const first = `with held as (select id, organization_id from quota where id = $1 for no key update)
      insert into quota_grant (id, organization_id, quota_id, amount, starts_at, ends_at)
      select 'gra_first', organization_id, id, 60000000, now() + interval '300 milliseconds', now() + interval '1 hour'
      from held`;
    const statuses: number[] = [];
    await during(first, quota, async () => {
      const raise = { amount: "60", endsAt, reason: "Now." };
      statuses.push((await call("POST", `/quotas/${quota}/grants`, "lead", raise)).status);
    });
    expect(statuses).toEqual([403]);
  });

  it("raises stay together below the ceiling, and so do one person's keys, asked for or made", async () => {
    await ceilings({ monthlyUsdPerKey: "100" }, { monthlyUsdPerKey: "50", keysPerPerson: 3 });
    const key = await makeKey([{ ...MONTH, limit: "20" }]);
    const quota = key.quotas.find(({ scope }) => scope.kind === "key")?.id ?? "";
    const raise = { amount: "60", endsAt: new Date(Date.now() + 3_600_000).toISOString(), reason: "Now." };
    const raises = await Promise.all(
      Array.from({ length: 4 }, () => call("POST", `/quotas/${quota}/grants`, "lead", raise)),
    );
    expect(raises.filter(({ status }) => status < 300)).toHaveLength(1);
    const [given] = await fixture.database
      .sql`select sum(amount)::text as more from quota_grant where quota_id = ${quota}`;
    expect(given).toEqual({ more: "60000000" });
    const proposal = { kind: "key", projectId: fixture.home.projectId, models: ["*"], days: 7, monthlyUsd: "5" };
    const asked = Array.from({ length: 4 }, () =>
      call<AccessRequestDetail>("POST", "/access-requests", "member", {
        proposal: { ...proposal, name: fresh("asked") },
        reason: "Now.",
      }),
    );
    const made = Array.from({ length: 4 }, () => call("POST", "/keys", "member", keyBody([{ ...MONTH, limit: "5" }])));
    await Promise.all([...asked, ...made]);
    const { personId } = { personId: fixture.home.people.member.id };
    const [{ keys } = { keys: 0 }] = await fixture.database.sql<
      { keys: number }[]
    >`select count(*)::int as keys from virtual_key where created_by = ${personId}`;
    expect(keys).toBe(3);
  });
});
