import { desc, like } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { auditEvent } from "@/db/schema";
import { SCIM_ROUTES } from "./scim-routes";
import { type Found, type Json, ScimHouse, type ScimUser } from "./testing/scim-house";

describe("the door of SCIM", () => {
  let house: ScimHouse;
  beforeAll(async () => {
    house = await ScimHouse.open();
  });
  afterAll(async () => {
    expect(house.failures).toEqual([]);
    await house.close();
  });

  it.each(Object.keys(SCIM_ROUTES))("%s opens to a SCIM token only", async (route) => {
    const [method = "", path = ""] = route.split(" ");
    const { owner } = house.fixture.home.people;
    for (const bearer of ["", "ghs_x", owner.token, "gk_live_x", house.token.slice(0, -1)]) {
      const answer = await house.send(method, path.replace("{id}", "per_1"), undefined, bearer);
      expect({ route, status: answer.status }).toEqual({ route, status: 401 });
      expect(answer.headers.get("www-authenticate")).toContain("Bearer");
    }
  });

  it("is the only one a SCIM token opens, whatever the scopes of others say", async () => {
    expect((await house.fixture.call("GET", "/people", { token: house.token })).status).toBe(401);
    const everything = await house.fixture.newToken(house.fixture.home.id, house.fixture.home.people.owner.id, [
      "*",
      "scim:provision",
    ]);
    expect((await house.send("GET", "/Users", undefined, everything)).status).toBe(401);
  });

  it("closes when a token is revoked, and lets both in during the overlap of a rotation", async () => {
    const admin = house.fixture.home.people.admin.token;
    const old = await house.newToken();
    const listed = await house.fixture.call<{ items: { id: string; status: string }[] }>("GET", "/scim-tokens", {
      token: admin,
    });
    const id = listed.body.items[0]?.id ?? "";
    const rotate = (overlapHours: number, path = id) =>
      house.fixture.call<{ secret: string; scimToken: { id: string } }>("POST", `/scim-tokens/${path}/rotate`, {
        token: admin,
        body: { overlapHours },
      });
    const rotated = (await rotate(1)).body;
    for (const bearer of [old, rotated.secret])
      expect((await house.send("GET", "/Users", undefined, bearer)).status).toBe(200);
    expect((await rotate(1)).status).toBe(409);
    const last = (await rotate(0, rotated.scimToken.id)).body;
    expect((await house.send("GET", "/Users", undefined, rotated.secret)).status).toBe(401);
    await house.fixture.call("POST", `/scim-tokens/${last.scimToken.id}/revoke`, { token: admin, body: {} });
    expect((await house.send("GET", "/Users", undefined, last.secret)).status).toBe(401);
  });

  it("shows nothing of another organization", async () => {
    const other = await house.fixture.newOrganization("Other");
    const { lead } = other.people;
    expect((await house.send("GET", `/Users/${lead.id}`)).status).toBe(404);
    expect((await house.send("DELETE", `/Users/${lead.id}`)).status).toBe(404);
    expect((await house.send("POST", "/Groups", { displayName: "x", members: [{ value: lead.id }] })).status).toBe(400);
    const found = await house.send<Found<ScimUser>>("GET", `/Users?filter=${encodeURIComponent(`id eq "${lead.id}"`)}`);
    expect(found.body.totalResults).toBe(0);
  });

  it("answers errors in SCIM's own shape, for garbage too", async () => {
    const cases: [string, string, unknown, number, string | undefined][] = [
      ["GET", "/Users/per_none", undefined, 404, undefined],
      ["GET", "/Nothing", undefined, 404, undefined],
      ["GET", "/Users/%00", undefined, 404, undefined],
      ["PUT", "/Users", {}, 405, undefined],
      ["POST", "/Users", "{", 400, "invalidSyntax"],
      ["POST", "/Users", "[]", 400, "invalidSyntax"],
      ["POST", "/Users", {}, 400, "invalidValue"],
      ["POST", "/Users", { userName: "no address" }, 400, "invalidValue"],
      ["POST", "/Users", { userName: "a\u0000@example.net" }, 400, "invalidValue"],
      ["POST", "/Users", { userName: "a@example.net", active: "perhaps" }, 400, "invalidValue"],
      ["POST", "/Groups", { displayName: "" }, 400, "invalidValue"],
      ["POST", "/Groups", { displayName: "x", members: [{ value: 1 }] }, 400, "invalidValue"],
      ["GET", `/Users?filter=${encodeURIComponent('userName co "a"')}`, undefined, 400, "invalidFilter"],
      ["GET", `/Users?filter=${encodeURIComponent('title eq "a"')}`, undefined, 400, "invalidFilter"],
      ["GET", "/Users?startIndex=x", undefined, 400, "invalidValue"],
    ];
    for (const [method, path, body, status, scimType] of cases) {
      const answer = await house.send(method, path, body);
      expect({ path, body, status: answer.status }).toEqual({ path, body, status });
      expect(answer.body).toMatchObject({
        schemas: ["urn:ietf:params:scim:api:messages:2.0:Error"],
        status: String(status),
      });
      expect(answer.body.scimType).toBe(scimType);
      expect(answer.headers.get("content-type")).toBe("application/scim+json");
    }
  });

  it("describes itself", async () => {
    const config = await house.send<Json>("GET", "/ServiceProviderConfig");
    expect(config.body).toMatchObject({
      patch: { supported: true },
      filter: { supported: true },
      bulk: { supported: false },
    });
    const types = await house.send<Found<{ id: string }>>("GET", "/ResourceTypes");
    expect(types.body.Resources.map((type) => type.id)).toEqual(["User", "Group"]);
    const schemas = await house.send<Found<{ id: string }>>("GET", "/Schemas");
    for (const { id } of schemas.body.Resources) {
      expect((await house.send<{ id: string }>("GET", `/Schemas/${id}`)).body.id).toBe(id);
    }
  });

  it("is audited as the token that did it", async () => {
    const { id } = await house.newUser();
    const [row] = await house.fixture.database.orm
      .select()
      .from(auditEvent)
      .where(like(auditEvent.action, "scim.%"))
      .orderBy(desc(auditEvent.seq))
      .limit(1);
    expect(row).toMatchObject({ action: "scim.create_user", actorKind: "scim_token", targetId: id });
    const { token: owner } = house.fixture.home.people.owner;
    const { body } = await house.fixture.call<{ items: Json[] }>("GET", "/audit?action=scim.create_user&limit=1", {
      token: owner,
    });
    expect(body.items[0]).toMatchObject({ actor: { kind: "scim_token", name: "directory" } });
    expect((await house.fixture.call<Json>("GET", "/audit/verification", { token: owner })).body).toMatchObject({
      intact: true,
    });
  });
});
