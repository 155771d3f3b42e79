import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { person } from "@/db/schema";
import { PUBLIC_URL } from "@/lib/admin-api/testing/admin-api-fixture";
import { type Found, type Json, type Refused, ScimHouse, type ScimUser } from "./testing/scim-house";

describe("users of SCIM", () => {
  let house: ScimHouse;
  beforeAll(async () => {
    house = await ScimHouse.open();
  });
  afterAll(async () => {
    expect(house.failures).toEqual([]);
    await house.close();
  });

  it("are made, found by name, id or address, changed as a whole, and ended", async () => {
    const body = house.userBody();
    const made = await house.send<ScimUser>("POST", "/Users", body);
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({ userName: body.userName, externalId: body.externalId, active: true });
    expect(made.body.displayName).toBe(`Ada ${body.name.familyName}`);
    expect(made.headers.get("location")).toBe(`${PUBLIC_URL}/api/scim/v2/Users/${made.body.id}`);
    const filters = [
      `userName eq "${body.userName.toUpperCase()}"`,
      `externalId eq "${body.externalId}"`,
      `emails[type eq "work"].value eq "${body.userName}"`,
      `urn:ietf:params:scim:schemas:core:2.0:User:userName eq "${body.userName}" and active eq true`,
    ];
    for (const filter of filters) {
      const found = await house.send<Found<ScimUser>>("GET", `/Users?filter=${encodeURIComponent(filter)}`);
      expect({ filter, ids: found.body.Resources.map((user) => user.id) }).toEqual({ filter, ids: [made.body.id] });
    }
    const whole = {
      ...body,
      displayName: "Countess",
      emails: [
        { value: "home@example.net", type: "home" },
        { value: "countess@example.net", primary: true },
      ],
    };
    const put = await house.send<ScimUser>("PUT", `/Users/${made.body.id}`, whole);
    expect(put.body).toMatchObject({ displayName: "Countess", emails: [{ value: "countess@example.net" }] });
    expect((await house.send("DELETE", `/Users/${made.body.id}`)).status).toBe(204);
    expect((await house.send("GET", `/Users/${made.body.id}`)).status).toBe(404);
    expect(await house.personRow(made.body.id)).toMatchObject({ status: "deactivated", deactivatedBy: "provisioning" });
  });

  it("are paged, with how many there are in all", async () => {
    for (let made = 0; made < 3; made++) await house.newUser();
    const first = await house.send<Found<ScimUser>>("GET", "/Users?startIndex=2&count=2");
    expect(first.body).toMatchObject({ startIndex: 2, itemsPerPage: 2 });
    expect(first.body.totalResults).toBeGreaterThan(3);
    expect((await house.send<Found<ScimUser>>("GET", "/Users?count=0")).body.Resources).toEqual([]);
  });

  it("have a name and an address of their own", async () => {
    const user = await house.newUser();
    for (const body of [
      { userName: user.userName.toUpperCase() },
      { userName: "other", emails: [{ value: user.userName }] },
    ]) {
      expect(await house.send("POST", "/Users", body)).toMatchObject({ status: 409, body: { scimType: "uniqueness" } });
    }
    const other = await house.newUser();
    expect((await house.send("PUT", `/Users/${other.id}`, house.userBody({ userName: user.userName }))).status).toBe(
      409,
    );
  });

  it("come back as who they were after they were taken out", async () => {
    const body = house.userBody();
    const { id } = (await house.send<ScimUser>("POST", "/Users", body)).body;
    await house.send("DELETE", `/Users/${id}`);
    expect((await house.send<ScimUser>("POST", "/Users", body)).body).toMatchObject({ id, active: true });
  });

  it("that the portal invited are adopted by what the directory writes to them", async () => {
    const { token: admin } = house.fixture.home.people.admin;
    const email = `invited${Math.random().toString(36).slice(2)}@example.net`;
    const invited = await house.fixture.call<{ person: { id: string } }>("POST", "/people", {
      token: admin,
      body: { email, name: "I" },
    });
    const filter = encodeURIComponent(`userName eq "${email}"`);
    const found = (await house.send<Found<ScimUser>>("GET", `/Users?filter=${filter}`)).body.Resources[0];
    expect(found?.id).toBe(invited.body.person.id);
    const changed = await house.patch(`/Users/${found?.id}`, { op: "Add", path: "externalId", value: "object-id" });
    expect(changed.body.externalId).toBe("object-id");
  });

  it("are changed in the dialect of Entra", async () => {
    const { id } = await house.newUser();
    const changed = await house.patch(
      `/Users/${id}`,
      { op: "Replace", path: "displayName", value: "Grace Hopper" },
      { op: "Add", path: 'emails[type eq "work"].value', value: "grace@example.net" },
      { op: "Replace", path: "name.familyName", value: "Hopper" },
      { op: "Add", path: "urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:department", value: "Navy" },
      { op: "Replace", path: "active", value: "False" },
    );
    expect(changed.body).toMatchObject({
      displayName: "Grace Hopper",
      active: false,
      emails: [{ value: "grace@example.net" }],
    });
    expect((await house.patch(`/Users/${id}`, { op: "Replace", path: "active", value: "True" })).body.active).toBe(
      true,
    );
  });

  it("are changed in the dialect of Okta", async () => {
    const { id } = await house.newUser();
    expect((await house.patch(`/Users/${id}`, { op: "replace", value: { active: false } })).body.active).toBe(false);
    const changed = await house.patch(`/Users/${id}`, {
      op: "replace",
      value: {
        active: true,
        name: { givenName: "Joan", familyName: "Clarke" },
        "emails.value": "joan@example.net",
        title: "Dr",
      },
    });
    expect(changed.body).toMatchObject({
      active: true,
      displayName: "Joan Clarke",
      emails: [{ value: "joan@example.net" }],
    });
  });

  it("refuse what a PATCH cannot mean", async () => {
    const { id } = await house.newUser();
    const cases: [Json, string][] = [
      [{ op: "move", path: "active", value: true }, "invalidSyntax"],
      [{ op: "remove" }, "noTarget"],
      [{ op: "remove", path: "userName" }, "mutability"],
      [{ op: "replace", value: "x" }, "invalidValue"],
      [{ op: "replace", path: "active", value: [] }, "invalidValue"],
      [{ op: "replace", path: 7, value: "x" }, "invalidPath"],
    ];
    for (const [operation, scimType] of cases) {
      expect(await house.patch<Refused>(`/Users/${id}`, operation)).toMatchObject({ status: 400, body: { scimType } });
    }
    expect((await house.send("PATCH", `/Users/${id}`, { schemas: [] })).status).toBe(400);
  });

  describe("somebody who leaves", () => {
    it.each(["active", "delete"])("loses sessions and tokens at once, and gateways are told: %s", async (how) => {
      const { id } = await house.newUser();
      const { cookie } = await house.fixture.newCookie(id);
      const bearer = await house.fixture.newToken(house.fixture.home.id, id, ["*"]);
      expect((await house.fixture.call("GET", "/me", { cookie })).status).toBe(200);
      const version = await house.policyVersion();
      if (how === "delete") await house.send("DELETE", `/Users/${id}`);
      else await house.patch(`/Users/${id}`, { op: "replace", path: "active", value: false });
      expect((await house.fixture.call("GET", "/me", { cookie })).status).toBe(401);
      expect((await house.fixture.call("GET", "/me", { token: bearer })).status).toBe(401);
      expect(await house.policyVersion()).toBe(version + 1);
    });

    it("and was suspended in the portal is not let back in by a directory", async () => {
      const { id } = await house.newUser();
      const { token: admin } = house.fixture.home.people.admin;
      await house.fixture.call("POST", `/people/${id}/deactivate`, { token: admin, body: {} });
      expect((await house.patch(`/Users/${id}`, { op: "replace", path: "active", value: true })).body.active).toBe(
        false,
      );
      expect((await house.send<ScimUser>("PUT", `/Users/${id}`, house.userBody())).body.active).toBe(false);
      await house.fixture.call("POST", `/people/${id}/reactivate`, { token: admin, body: {} });
      expect(await house.personRow(id)).toMatchObject({ status: "active" });
    });

    it("is never the last owner, and no directory changes an owner's address or name", async () => {
      const made = await house.newUser();
      await house.becomes(made.id, "owner");
      const { orm } = house.fixture.database;
      const fixtureOwner = eq(person.id, house.fixture.home.people.owner.id);
      await orm.update(person).set({ status: "deactivated" }).where(fixtureOwner);
      for (const [method, body] of [
        ["PATCH", { Operations: [{ op: "replace", path: "active", value: false }] }],
        ["DELETE", undefined],
      ] as const) {
        expect((await house.send(method, `/Users/${made.id}`, body)).status).toBe(409);
      }
      await orm.update(person).set({ status: "active" }).where(fixtureOwner);
      expect(await house.personRow(made.id)).toMatchObject({ status: "active" });
      await house.send(
        "PUT",
        `/Users/${made.id}`,
        house.userBody({ displayName: "Mallory", externalId: made.externalId }),
      );
      expect(await house.personRow(made.id)).toMatchObject({
        name: made.displayName,
        email: made.userName,
        role: "owner",
      });
    });
  });
});
