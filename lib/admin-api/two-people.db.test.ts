import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AccessRequestDetail } from "./schemas/access-requests";
import type { AuditEvent } from "./schemas/audit";
import type { FourEyesView } from "./schemas/ceilings";
import type { CreatedSignInLink } from "./schemas/people";
import type { ScimTokenWithSecret } from "./schemas/scim-tokens";
import type { SignInSetup } from "./schemas/sign-in";
import { type AdminApiFixture, type CallerName, openAdminApiFixture, type Refusal } from "./testing/admin-api-fixture";

const ALL = ["make_admin", "map_admins", "create_scim_token", "break_glass", "raise_budget"];
const ADMIN_RULE = { claim: "groups", operator: "is", value: "platform", role: "admin", team: null };
const MEMBER_RULE = { ...ADMIN_RULE, value: "guests", role: "member" };

describe("what takes two people", () => {
  let fixture: AdminApiFixture;
  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    expect((await rules({ changes: ALL, budgetAboveUsd: "500" })).status).toBe(200);
  });
  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  function call<Body = Refusal>(method: string, path: string, caller: CallerName, body?: unknown) {
    const { token } = fixture.home.people[caller];
    return fixture.call<Body>(method, path, { token, ...(body === undefined ? {} : { body }) });
  }
  const rules = (body: object, caller: CallerName = "owner") => call("PUT", "/four-eyes", caller, body);
  const listed = async () => (await call<FourEyesView>("GET", "/four-eyes", "owner")).body;
  const ask = (proposal: object, caller: CallerName = "owner") =>
    call<AccessRequestDetail & Refusal>("POST", "/access-requests", caller, { proposal, reason: "" });
  const approve = async (id: string, caller: CallerName) => {
    const { hash } = (await call<AccessRequestDetail>("GET", `/access-requests/${id}`, caller)).body;
    return call<AccessRequestDetail & Refusal>("POST", `/access-requests/${id}/approve`, caller, { hash });
  };
  const lastEvent = async (action: string) =>
    (await call<{ items: AuditEvent[] }>("GET", `/audit?action=${action}&limit=1`, "owner")).body.items[0];

  describe("the list itself", () => {
    it("is made longer and its amount lower by one person", async () => {
      const changes = [...ALL, "change_organization_quota"];
      expect((await rules({ changes, budgetAboveUsd: "400" })).status).toBe(200);
      expect(await listed()).toMatchObject({ budgetAboveUsd: "400.00", changes });
    });

    it.each([
      ["an entry taken off", (now: FourEyesView) => ({ ...now, changes: now.changes.slice(1) })],
      ["one entry exchanged", (now: FourEyesView) => ({ ...now, changes: ["make_admin"] })],
      ["a higher amount", (now: FourEyesView) => ({ ...now, budgetAboveUsd: "400.01" })],
      ["everything switched off", (now: FourEyesView) => ({ ...now, changes: [] })],
    ])("is not loosened alone: %s", async (_what, looser) => {
      const before = await listed();
      const refused = await rules(looser(before));
      expect(refused.status).toBe(409);
      expect(refused.body.code).toBe("needs_second_person");
      expect(refused.body.detail).toContain("/settings/organization");
      expect(await listed()).toEqual(before);
    });

    it("is loosened by an owner who asks and another owner or admin who approves, and the log says both", async () => {
      const before = await listed();
      const wanted = {
        changes: before.changes.filter((one) => one !== "change_organization_quota"),
        budgetAboveUsd: "500",
      };
      expect((await ask({ kind: "four_eyes", ...wanted }, "admin")).body.code).toBe("forbidden");
      const asked = (await ask({ kind: "four_eyes", ...wanted })).body;
      expect(asked).toMatchObject({ status: "open", decides: "admin", dangers: ["loosen_four_eyes"] });
      expect(asked.changes).toEqual([
        { field: "Limits of the organization", unit: "text", before: "two people", after: "one person" },
        { field: "A budget is large above", unit: "usd", before: "400.00", after: "500" },
      ]);
      expect((await approve(asked.id, "owner")).body.code).toBe("own_request");
      expect((await approve(asked.id, "lead")).status).not.toBe(200);
      expect(await listed()).toEqual(before);
      expect((await approve(asked.id, "admin")).body.status).toBe("approved");
      expect(await listed()).toMatchObject({ changes: wanted.changes, budgetAboveUsd: "500.00" });
      expect(await lastEvent("four_eyes.set")).toMatchObject({ before: { budgetAboveUsd: "400.00" } });
      expect(await lastEvent("access_requests.approve")).toMatchObject({
        actor: { person: { id: fixture.home.people.admin.id } },
      });
    });

    it("does not loosen what has become another list since it was asked", async () => {
      const now = await listed();
      const asked = (await ask({ kind: "four_eyes", ...now, changes: now.changes.slice(1) })).body;
      await rules({ ...now, budgetAboveUsd: "450" });
      const body = { hash: asked.hash };
      const stale = await call("POST", `/access-requests/${asked.id}/approve`, "admin", body);
      expect(stale.body.code).toBe("stale_request");
      expect((await listed()).changes).toEqual(now.changes);
    });
  });

  it("leaves two who can decide: neither role nor access of the second last one can be taken", async () => {
    const { id } = fixture.home.people.admin;
    const others = (
      await call<{ items: { id: string; role: string; status: string }[] }>("GET", "/people?limit=200", "owner")
    ).body.items.filter(({ role, status }) => status === "active" && (role === "owner" || role === "admin"));
    expect(others).toHaveLength(2);
    expect((await call("PUT", `/people/${id}/role`, "owner", { role: "member" })).body.code).toBe("conflict");
    expect((await call("POST", `/people/${id}/deactivate`, "owner")).body.code).toBe("conflict");
  });

  it("sign-in rules make no more admins by one person; fewer they may", async () => {
    const setup = () => call<SignInSetup>("GET", "/sign-in", "owner");
    const replace = async (next: object[]) =>
      call("PUT", "/sign-in/rules", "owner", { rules: next, version: (await setup()).body.rulesVersion });
    expect((await replace([MEMBER_RULE])).status).toBe(200);
    const wanted = [MEMBER_RULE, ADMIN_RULE];
    expect((await replace(wanted)).body.code).toBe("needs_second_person");
    const asked = (await ask({ kind: "sign_in_rules", rules: wanted }, "admin")).body;
    expect(asked.dangers).toEqual(["map_admins"]);
    expect(asked.changes).toEqual([
      { field: "Rule 2", unit: "text", before: null, after: 'groups is "platform": admin' },
    ]);
    expect((await approve(asked.id, "owner")).body.status).toBe("approved");
    expect((await setup()).body.rules.map(({ role }) => role)).toEqual(["member", "admin"]);
    expect(await lastEvent("sign_in.replace_rules")).toMatchObject({
      actor: { person: { id: fixture.home.people.owner.id } },
    });
    expect((await replace([ADMIN_RULE])).body.code).toBe("needs_second_person");
    expect((await replace([MEMBER_RULE])).status).toBe(200);
  });

  it("a SCIM token is made by its asker, once, after somebody else approved exactly it", async () => {
    const create = (body: object, caller: CallerName = "admin") =>
      call<ScimTokenWithSecret & Refusal>("POST", "/scim-tokens", caller, body);
    expect((await create({ name: "Directory" })).body.code).toBe("needs_second_person");
    const asked = (await ask({ kind: "scim_token", name: "Directory" }, "admin")).body;
    const accessRequestId = asked.id;
    expect((await create({ name: "Directory", accessRequestId })).body.code).toBe("conflict");
    const approved = (await approve(asked.id, "owner")).body;
    expect(approved).toMatchObject({ status: "approved" });
    expect(approved.allowedActions).not.toContain("use");
    expect((await create({ name: "Another", accessRequestId })).body.code).toBe("conflict");
    expect((await create({ name: "Directory", accessRequestId }, "owner")).body.code).toBe("conflict");
    const seen = (await call<AccessRequestDetail>("GET", `/access-requests/${asked.id}`, "admin")).body;
    expect(seen.allowedActions).toContain("use");
    const made = await create({ name: "Directory", accessRequestId });
    expect(made.status).toBe(201);
    expect(made.body.secret).toMatch(/^ghs_/);
    expect((await create({ name: "Directory", accessRequestId })).body.code).toBe("conflict");
    expect(await lastEvent("scim_tokens.create")).toMatchObject({ after: { accessRequest: accessRequestId } });

    const rotate = `/scim-tokens/${made.body.scimToken.id}/rotate`;
    expect((await call("POST", rotate, "admin", {})).body.code).toBe("needs_second_person");
    const again = (await ask({ kind: "scim_token", name: "Directory", replaces: made.body.scimToken.id }, "admin"))
      .body;
    await approve(again.id, "owner");
    expect((await call("POST", rotate, "admin", { accessRequestId: again.id })).status).toBe(201);
  });

  it("an approval of another organization answers as one that is not there", async () => {
    const absent = "arq_0KbX2m9QhT4vWcYz8LnR5sPdE";
    const asked = (await ask({ kind: "scim_token", name: "Home" }, "admin")).body;
    await approve(asked.id, "owner");
    const stranger = (await fixture.newOrganization("Elsewhere")).people.owner.token;
    const of = (accessRequestId: string) =>
      fixture.call<Refusal>("POST", "/scim-tokens", { token: stranger, body: { name: "Home", accessRequestId } });
    const [foreign, missing] = [await of(asked.id), await of(absent)];
    expect(foreign.status).toBe(409);
    expect({ code: foreign.body.code, detail: foreign.body.detail }).toEqual({
      code: missing.body.code,
      detail: missing.body.detail,
    });
  });

  it("nobody makes themselves a way in as an owner or admin; a member's link is made as before", async () => {
    const { admin, member } = fixture.home.people;
    const link = (personId: string, body: object = {}) =>
      call<CreatedSignInLink & Refusal>("POST", `/people/${personId}/sign-in-links`, "owner", body);
    expect((await link(member.id)).status).toBe(201);
    expect((await link(admin.id)).body.code).toBe("needs_second_person");
    const asked = (await ask({ kind: "sign_in_link", personId: admin.id })).body;
    expect(asked.dangers).toEqual(["break_glass"]);
    expect((await approve(asked.id, "admin")).status).toBe(403);
    expect((await link(admin.id, { accessRequestId: asked.id })).body.code).toBe("conflict");
  });
});
