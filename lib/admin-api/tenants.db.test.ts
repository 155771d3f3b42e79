import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ROUTES } from "./routes";
import { type AdminApiFixture, openAdminApiFixture, type TestOrganization } from "./testing/admin-api-fixture";
import { MATRIX } from "./testing/matrix-cases";
import { MatrixWorld } from "./testing/matrix-world";

/** Ids that look right and name nothing. */
function absent(id: string): string {
  if (!id.includes("_")) return "999999999";
  return `${id.slice(0, id.indexOf("_"))}_${"0".repeat(id.length - id.indexOf("_") - 1)}`;
}

describe("two organizations", () => {
  let fixture: AdminApiFixture;
  let other: TestOrganization;

  beforeAll(async () => {
    fixture = await openAdminApiFixture();
    other = await fixture.newOrganization("Other");
  });

  afterAll(async () => {
    expect(fixture.internalErrors).toEqual([]);
    await fixture.close();
  });

  // A month is nobody's thing: every organization has one of its own by the same name.
  const withTarget = ROUTES.filter((route) => route.path.includes("{") && !route.path.includes("{month}"));

  it.each(withTarget.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    "%s answers the same 404 for another organization's thing as for nothing",
    async (name, route) => {
      const request = await MATRIX[name]?.send(new MatrixWorld(fixture, "owner"));
      const params = request?.params ?? {};
      const fill = (idOf: (id: string) => string) =>
        route.path.replaceAll(/\{(\w+)\}/g, (_all, param: string) => idOf(params[param] ?? param));
      const { token } = other.people.owner;
      const query = request?.query ?? "";
      const ask = (path: string) =>
        fixture.call(route.method.toUpperCase(), `${path}${query}`, { token, body: request?.body });
      const [foreign, missing] = [await ask(fill((id) => id)), await ask(fill(absent))];
      expect({ name, status: foreign.status }).toEqual({ name, status: 404 });
      expect({ ...foreign.body, request_id: "" }).toEqual({ ...missing.body, request_id: "" });
    },
  );

  it("see only their own in every list", async () => {
    const world = new MatrixWorld(fixture, "owner");
    await Promise.all([world.key(), world.quota(), world.model(), world.request()]);
    const own = [
      other.id,
      other.homeTeamId,
      other.awayTeamId,
      other.projectId,
      ...Object.values(other.people).map((one) => one.id),
    ];
    for (const path of [
      "/keys",
      "/teams",
      "/projects",
      "/people",
      "/quotas",
      "/requests",
      "/models",
      "/providers",
      "/audit",
    ]) {
      const { body } = await fixture.call<{ items: { id?: string }[] }>("GET", path, {
        token: other.people.owner.token,
      });
      expect(body.items.filter((item) => item.id !== undefined && !own.includes(item.id))).toEqual([]);
    }
  });

  it("cannot put a key, a quota, a project or a person into each other", async () => {
    const { token } = other.people.owner;
    const { home } = fixture;
    const attempts: [string, object][] = [
      ["/keys", { projectId: home.projectId, name: "x", allowedModels: [] }],
      ["/projects", { teamId: home.homeTeamId, name: "x" }],
      ["/quotas", { scope: { kind: "organization", id: home.id }, unit: "usd", window: "month", limit: "1" }],
      [`/teams/${other.homeTeamId}/members`, { personId: home.people.lead.id, role: "lead" }],
    ];
    for (const [path, body] of attempts) {
      const answer = await fixture.call("POST", path, { token, body });
      expect({ path, status: answer.status, code: answer.body.code }).toEqual({ path, status: 404, code: "not_found" });
    }
    const teams = [{ teamId: home.homeTeamId, role: "lead" }];
    const invited = await fixture.call("POST", "/people", {
      token,
      body: { name: "x", email: "x@example.net", teams },
    });
    expect(invited.status).toBe(400);
  });
});
