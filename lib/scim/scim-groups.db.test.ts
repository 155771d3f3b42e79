import { and, eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { insertIdentity } from "@/db/queries/sign-in/identities";
import { claimRule, teamMember } from "@/db/schema";
import { type Found, type ScimGroup, ScimHouse, type ScimUser } from "./testing/scim-house";

describe("groups of SCIM", () => {
  let house: ScimHouse;
  beforeAll(async () => {
    house = await ScimHouse.open();
  });
  afterAll(async () => {
    expect(house.failures).toEqual([]);
    await house.close();
  });

  let position = 0;
  const rule = (value: string, given: Partial<typeof claimRule.$inferInsert>) =>
    house.fixture.database.orm.insert(claimRule).values({
      organizationId: house.fixture.home.id,
      position: ++position,
      claim: "scim_groups",
      operator: "is",
      value,
      ...given,
    });
  const roleIn = async (personId: string, teamId: string) =>
    (
      await house.fixture.database.orm
        .select()
        .from(teamMember)
        .where(and(eq(teamMember.personId, personId), eq(teamMember.teamId, teamId)))
    )[0]?.role;

  it("are made, found, renamed, filled and emptied in every dialect, and taken away", async () => {
    const [one, two, three] = [await house.newUser(), await house.newUser(), await house.newUser()];
    const group = await house.newGroup("Engineers", [one.id]);
    const at = `/Groups/${group.id}`;
    const members = async () =>
      (await house.send<ScimGroup>("GET", at)).body.members.map((member) => member.value).sort();
    const filter = encodeURIComponent('displayName eq "engineers"');
    const found = await house.send<Found<ScimGroup>>("GET", `/Groups?filter=${filter}&excludedAttributes=members`);
    expect(found.body.Resources).toMatchObject([{ id: group.id }]);
    expect(found.body.Resources[0]).not.toHaveProperty("members");
    await house.patch(at, { op: "Add", path: "members", value: [{ value: two.id }, { value: three.id }] });
    expect(await members()).toEqual([one.id, two.id, three.id].sort());
    await house.patch(at, { op: "remove", path: `members[value eq "${one.id}"]` });
    await house.patch(at, { op: "Remove", path: "members", value: [{ value: two.id }] });
    expect(await members()).toEqual([three.id]);
    await house.patch(at, { op: "replace", value: { id: group.id, displayName: "Builders" } });
    expect((await house.send<ScimUser>("GET", `/Users/${three.id}`)).body.groups).toMatchObject([
      { value: group.id, display: "Builders" },
    ]);
    await house.patch(at, { op: "replace", path: "members", value: [{ value: one.id }] });
    expect(await members()).toEqual([one.id]);
    await house.patch(at, { op: "remove", path: "members" });
    expect(await members()).toEqual([]);
    await house.send("PUT", at, { displayName: "Builders", members: [{ value: two.id }] });
    expect(await members()).toEqual([two.id]);
    expect(await house.send("POST", "/Groups", { displayName: "builders" })).toMatchObject({
      status: 409,
      body: { scimType: "uniqueness" },
    });
    expect((await house.send("DELETE", at)).status).toBe(204);
    expect((await house.send("GET", at)).status).toBe(404);
  });

  it("give role and team by rules at once, and take them away at once; nobody becomes an owner, and no owner loses it", async () => {
    const teamId = house.fixture.home.homeTeamId;
    await rule("Leads", { role: "auditor", teamId, teamRole: "lead" });
    const user = await house.newUser();
    const owner = await house.newUser();
    await house.becomes(owner.id, "owner");
    const group = await house.newGroup("Leads", [user.id, owner.id]);
    expect(await house.personRow(user.id)).toMatchObject({ role: "auditor" });
    expect(await house.personRow(owner.id)).toMatchObject({ role: "owner" });
    expect(await roleIn(user.id, teamId)).toBe("lead");
    await house.send("DELETE", `/Groups/${group.id}`);
    expect(await house.personRow(user.id)).toMatchObject({ role: "member" });
    expect(await roleIn(user.id, teamId)).toBeUndefined();
    expect(await house.personRow(owner.id)).toMatchObject({ role: "owner" });
    await house.fixture.database.orm.delete(claimRule);
  });

  it("count together with what the provider said at the last sign-in", async () => {
    const teamId = house.fixture.home.awayTeamId;
    await rule("Security", { role: "auditor" });
    await house.fixture.database.orm.insert(claimRule).values({
      organizationId: house.fixture.home.id,
      position: ++position,
      claim: "department",
      operator: "is",
      value: "red",
      teamId,
      teamRole: "member",
    });
    const user = await house.newUser();
    const identity = {
      id: "idn_1",
      organizationId: house.fixture.home.id,
      personId: user.id,
      issuer: "https://id.example.com",
    };
    await insertIdentity(house.fixture.database.orm, {
      ...identity,
      subject: "s",
      email: null,
      claims: { department: "red" },
    });
    await house.newGroup("Security", [user.id]);
    expect(await house.personRow(user.id)).toMatchObject({ role: "auditor" });
    expect(await roleIn(user.id, teamId)).toBe("member");
    await house.fixture.database.orm.delete(claimRule);
  });
});
