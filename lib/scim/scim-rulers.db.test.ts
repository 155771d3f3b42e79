import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { flushRefusals, listEndedRefusals } from "@/db/queries/audit/repeated-refusals";
import { insertPerson } from "@/db/queries/people/write-person";
import { insertIdentity } from "@/db/queries/sign-in/identities";
import { auditEvent, claimRule, repeatedRefusal, scimUser } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import { ISSUER, ScimHouse, type ScimUser } from "./testing/scim-house";

describe("owners and admins, before a directory", () => {
  let house: ScimHouse;
  beforeAll(async () => {
    house = await ScimHouse.open();
  });
  afterAll(async () => {
    expect(house.failures).toEqual([]);
    await house.close();
  });

  const orm = () => house.fixture.database.orm;

  /** Somebody the portal invited, who has never signed in with the provider. */
  async function invited(role: "owner" | "admin" | "member") {
    const id = newId("per");
    const email = `${id}@example.net`;
    await insertPerson(orm(), house.fixture.home.id, { id, email, name: `An ${role}`, role });
    return { id, email };
  }

  const signedInAs = (personId: string, issuer: string) =>
    insertIdentity(orm(), {
      id: newId("idn"),
      organizationId: house.fixture.home.id,
      personId,
      issuer,
      subject: personId,
      email: null,
      claims: {},
    });
  const entryOf = async (id: string) => (await orm().select().from(scimUser).where(eq(scimUser.personId, id)))[0];
  const refusalsOf = (id: string) =>
    orm()
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.action, "scim.refuse_change"), eq(auditEvent.targetId, id)))
      .orderBy(auditEvent.seq);

  it.each(["owner", "admin"] as const)(
    "an %s whom it neither made nor is linked to is out of its reach",
    async (role) => {
      const { id, email } = await invited(role);
      const before = await house.personRow(id);
      const tries = [
        () => house.send("PUT", `/Users/${id}`, { userName: email, externalId: "mallory", active: true }),
        () => house.patch(`/Users/${id}`, { op: "replace", path: "emails.value", value: "mallory@example.net" }),
        () => house.patch(`/Users/${id}`, { op: "replace", path: "externalId", value: "mallory" }),
        () => house.patch(`/Users/${id}`, { op: "replace", path: "active", value: false }),
        () => house.send("DELETE", `/Users/${id}`),
        () => house.send("POST", "/Groups", { displayName: `Of ${id}`, members: [{ value: id }] }),
      ];
      for (const [index, attempt] of tries.entries()) {
        const answer = await attempt();
        expect({ index, status: answer.status }).toEqual({ index, status: 403 });
        expect(answer.body).toMatchObject({ status: "403", detail: expect.stringContaining("in the portal") });
      }
      expect(await house.send("POST", "/Users", { userName: email, externalId: "mallory" })).toMatchObject({
        status: 409,
        body: { scimType: "uniqueness", detail: expect.stringContaining("in the portal") },
      });
      expect(await house.personRow(id)).toEqual(before);
      expect(await entryOf(id)).toBeUndefined();
      expect((await house.send<ScimUser>("GET", `/Users/${id}`)).body.id).toBe(id);
    },
  );

  it("a directory's tries are two audit events an hour: the first, and how many came after", async () => {
    const { id } = await invited("admin");
    for (let tries = 0; tries < 5; tries++) await house.send("DELETE", `/Users/${id}`);
    expect(await refusalsOf(id)).toMatchObject([
      { actorKind: "scim_token", targetKind: "person", after: { refusal: "out_of_reach", verb: "scim.delete_user" } },
    ]);
    await orm()
      .update(repeatedRefusal)
      .set({ endsAt: new Date(0) });
    expect(await listEndedRefusals(orm())).toEqual([house.fixture.home.id]);
    await orm().transaction((run) => flushRefusals(run, house.fixture.home.id));
    expect((await refusalsOf(id)).map(({ after }) => after)).toEqual([
      expect.anything(),
      { refusal: "out_of_reach", repeats: 4, since: expect.any(String), targets: [id] },
    ]);
    expect(await listEndedRefusals(orm())).toEqual([]);
  });

  it("whom it made itself it may rename and end, and lead elsewhere only once they have signed in", async () => {
    const { id } = await house.newUser();
    await house.becomes(id, "admin");
    const lead = () => house.patch(`/Users/${id}`, { op: "replace", path: "externalId", value: "other" });
    expect((await lead()).status).toBe(403);
    expect((await house.patch(`/Users/${id}`, { op: "replace", path: "displayName", value: "B" })).status).toBe(200);
    await signedInAs(id, ISSUER);
    expect((await lead()).status).toBe(200);
    expect((await house.send("DELETE", `/Users/${id}`)).status).toBe(204);
    expect(await house.personRow(id)).toMatchObject({ status: "deactivated" });
  });

  it("who signed in with the provider may be linked and ended; another provider's word does not count", async () => {
    const { id, email } = await invited("admin");
    await signedInAs(id, "https://former.example.com");
    const put = () => house.send("PUT", `/Users/${id}`, { userName: email, externalId: id, active: true });
    expect((await put()).status).toBe(403);
    await signedInAs(id, `${ISSUER}/`);
    expect((await put()).status).toBe(200);
    expect(await entryOf(id)).toMatchObject({ externalId: id });
    expect((await house.patch(`/Users/${id}`, { op: "replace", path: "active", value: false })).body.active).toBe(
      false,
    );
  });

  it("whom it was linked to before they became admin it may end, but not lead to somebody else", async () => {
    const { id, email } = await invited("member");
    const put = (more: object) => house.send("PUT", `/Users/${id}`, { userName: email, externalId: "theirs", ...more });
    expect((await put({})).status).toBe(200);
    await house.becomes(id, "admin");
    expect((await put({ externalId: "mallory" })).status).toBe(403);
    expect((await put({ emails: [{ value: "mallory@example.net" }] })).status).toBe(403);
    expect((await put({ displayName: "Renamed" })).status).toBe(200);
    expect(await entryOf(id)).toMatchObject({ externalId: "theirs" });
    expect((await house.send("DELETE", `/Users/${id}`)).status).toBe(204);
    const again = { userName: email, externalId: "mallory" };
    expect((await house.send("POST", "/Users", again)).status).toBe(403);
    expect((await house.send("POST", "/Users", { ...again, externalId: "theirs" })).status).toBe(201);
  });

  it("keep their role when a group they were put in as members is renamed", async () => {
    await orm().insert(claimRule).values({
      organizationId: house.fixture.home.id,
      position: 1,
      claim: "scim_groups",
      operator: "is",
      value: "Auditors",
      role: "auditor",
    });
    const { id } = await invited("member");
    const group = await house.newGroup("Everybody", [id]);
    await house.becomes(id, "admin");
    await house.patch(`/Groups/${group.id}`, { op: "replace", path: "displayName", value: "Auditors" });
    expect(await house.personRow(id)).toMatchObject({ role: "admin" });
    await orm().delete(claimRule);
  });
});
