import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessRequestDetail } from "./schemas/access-requests";
import type { KeyWithSecret } from "./schemas/keys";
import type { QuotaDetail, QuotaView } from "./schemas/quotas";
import { type AdminApiFixture, type CallerName, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";
import { fresh } from "./testing/matrix-world";

describe("rights around an access request", () => {
  let fixture: AdminApiFixture;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  const tokenOf = (caller: CallerName) => fixture.home.people[caller].token;
  const call = <Body = Refusal>(method: string, path: string, token: string, body?: unknown) =>
    fixture.call<Body>(method, path, { token, ...(body === undefined ? {} : { body }) });
  const ask = (proposal: object, token: string) =>
    call<AccessRequestDetail & Refusal>("POST", "/access-requests", token, { proposal, reason: "A test." });
  const keyProposal = () => ({
    kind: "key",
    projectId: fixture.home.projectId,
    name: fresh("app"),
    models: ["*"],
    days: 7,
    monthlyUsd: "20",
  });
  const approve = async (id: string, caller: CallerName) => {
    const { hash } = (await call<AccessRequestDetail>("GET", `/access-requests/${id}`, tokenOf(caller))).body;
    return call<AccessRequestDetail & Refusal>("POST", `/access-requests/${id}/approve`, tokenOf(caller), { hash });
  };

  it("a key is not fetched by whoever left its team, even for another one", async () => {
    const { people, homeTeamId, awayTeamId } = fixture.home;
    const asked = (await ask(keyProposal(), tokenOf("member"))).body;
    expect(asked.allowedActions).toContain("collect");
    await call("POST", `/teams/${awayTeamId}/members`, tokenOf("owner"), {
      personId: people.member.id,
      role: "member",
    });
    await call("DELETE", `/teams/${homeTeamId}/members/${people.member.id}`, tokenOf("owner"));
    const collected = await call("POST", `/access-requests/${asked.id}/collect`, tokenOf("member"));
    expect(collected.body.code).toBe("forbidden");
    const seen = await call<AccessRequestDetail>("GET", `/access-requests/${asked.id}`, tokenOf("member"));
    expect(seen.body.allowedActions).not.toContain("collect");
    await call("POST", `/teams/${homeTeamId}/members`, tokenOf("owner"), {
      personId: people.member.id,
      role: "member",
    });
    const back = await call<KeyWithSecret>("POST", `/access-requests/${asked.id}/collect`, tokenOf("member"));
    expect(back.body.secret).toContain("gk_live_");
  });

  it("a token that may only ask gets nothing by asking that it could not take", async () => {
    const { member } = fixture.home.people;
    const scopes = ["access_requests:create", "access_requests:read"];
    const narrow = await fixture.newToken(fixture.home.id, member.id, scopes);
    expect((await ask(keyProposal(), narrow)).body.code).toBe("forbidden");
    const asked = (await ask(keyProposal(), tokenOf("member"))).body;
    const collected = await call("POST", `/access-requests/${asked.id}/collect`, narrow);
    expect(collected.body.code).toBe("forbidden");
    const wide = await fixture.newToken(fixture.home.id, member.id, [...scopes, "keys:create"]);
    expect((await ask(keyProposal(), wide)).body.status).toBe("approved");
  });

  it("a yes of somebody who could not say it any more does not count", async () => {
    const { people, homeTeamId } = fixture.home;
    const rules = { changes: ["raise_budget"], budgetAboveUsd: "600" };
    expect((await call("PUT", "/four-eyes", tokenOf("owner"), rules)).status).toBe(200);
    const project = { teamId: homeTeamId, name: fresh("project") };
    const { id } = (await call<{ id: string }>("POST", "/projects", tokenOf("owner"), project)).body;
    const limit = { scope: { kind: "project", id }, unit: "usd", window: "month", limit: "100" };
    const quota = (await call<QuotaView>("POST", "/quotas", tokenOf("owner"), limit)).body;
    const raise = { kind: "quota", quotaId: quota.id, limit: "700", days: 3 };
    const asked = (await ask(raise, tokenOf("lead"))).body;
    expect((await approve(asked.id, "admin")).body).toMatchObject({ status: "open", approvals: 1 });
    const setRole = (personId: string, role: string) =>
      call("PUT", `/people/${personId}/role`, tokenOf("owner"), { role });
    // Two who could decide must be left.
    expect((await setRole(people.outsider.id, "admin")).status).toBe(200);
    expect((await setRole(people.admin.id, "auditor")).status).toBe(200);
    expect((await approve(asked.id, "owner")).body).toMatchObject({ status: "open" });
    const shown = await call<QuotaDetail>("GET", `/quotas/${quota.id}`, tokenOf("owner"));
    expect(shown.body.limitNow).toBe("100.00");
  });
});
