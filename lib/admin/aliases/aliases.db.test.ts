import { desc } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readPolicyVersion } from "@/db/queries/policy/load-policy-rows";
import { auditEvent } from "@/db/schema";
import type { PersonActor } from "@/lib/auth/actor";
import { createModel } from "../models/create-model";
import { setPrice } from "../models/set-price";
import { createProject } from "../projects/create-project";
import { createProvider } from "../providers/create-provider";
import { createTeam } from "../teams/create-team";
import { type AdminFixture, openAdminFixture } from "../testing/admin-fixture";
import { createAlias } from "./create-alias";
import { listAliases } from "./list-aliases";
import { removeAlias } from "./remove-alias";
import { updateAlias } from "./update-alias";

describe("aliases", () => {
  let fixture: AdminFixture;
  let admin: PersonActor;
  let providerId: string;
  let projectId: string;

  beforeAll(async () => {
    fixture = await openAdminFixture();
    admin = await fixture.personWith("admin");
    providerId = (await fixture.run(admin, createProvider, { adapter: "simulated", name: "Simulated" })).id;
    const team = await fixture.run(admin, createTeam, { name: "Search" });
    projectId = (await fixture.run(admin, createProject, { teamId: team.team.id, name: "Rewriting", costCentre: null }))
      .id;
    for (const [name, upstreamModel] of [
      ["sim", "simulated"],
      ["sim-mini", "simulated-mini"],
      ["sims/*", "*"],
    ] as const) {
      await fixture.run(admin, createModel, { name, deployments: [{ providerId, upstreamModel }] });
    }
  });

  afterAll(async () => fixture.close());

  const add = (name: string, model: string, project: string | null = null) =>
    fixture.run(admin, createAlias, { projectId: project, name, model });

  it("are given, changed and removed with an audit row and a new policy version each", async () => {
    const before = await readPolicyVersion(fixture.database);
    const { id } = await add("fast", "sim", projectId);
    await fixture.run(admin, updateAlias, { aliasId: id, model: "sims/anything" });
    const listed = await fixture.run(admin, listAliases, { projectId });
    expect(listed.find((one) => one.id === id)).toMatchObject({ modelName: "sims/anything", projectName: "Rewriting" });
    await fixture.run(admin, removeAlias, { aliasId: id });
    expect(await fixture.run(admin, listAliases, { projectId })).toEqual([]);
    const events = await fixture.database.orm.select().from(auditEvent).orderBy(desc(auditEvent.seq)).limit(3);
    expect(events.map(({ action }) => action)).toEqual(["aliases.remove", "aliases.update", "aliases.create"]);
    expect(events[1]).toMatchObject({
      before: { name: "fast", model: "sim", projectId },
      after: { name: "fast", model: "sims/anything", projectId },
    });
    expect(await readPolicyVersion(fixture.database)).toBe((before ?? 0) + 3);
  });

  it("may be called the same in the organization and in a project, but not twice in one place", async () => {
    await add("twice", "sim");
    await add("twice", "sim-mini", projectId);
    await expect(add("twice", "sim")).rejects.toMatchObject({ code: "name_taken" });
    await expect(add("twice", "sim", projectId)).rejects.toMatchObject({ code: "name_taken" });
  });

  it("never hide a model, and no model takes their name", async () => {
    await expect(add("sim", "sim-mini")).rejects.toMatchObject({ code: "name_taken" });
    await add("taken", "sim", projectId);
    const hiding = fixture.run(admin, createModel, { name: "taken", deployments: [] });
    await expect(hiding).rejects.toMatchObject({ code: "name_taken" });
  });

  it("stand for a model: not for another alias, a wildcard, or a name that means nothing", async () => {
    await add("first", "sim");
    await expect(add("second", "first")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(add("second", "sims/*")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(add("second", "nothing")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(add("second", "second")).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("and wildcards go together only with upstream names that have one place to fill", async () => {
    const make = (name: string, upstreamModel: string) =>
      fixture.run(admin, createModel, { name, deployments: [{ providerId, upstreamModel }] });
    await expect(make("w/*", "fixed")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(make("w/*", "*/*")).rejects.toMatchObject({ code: "invalid_request" });
    await expect(make("plain", "open*")).rejects.toMatchObject({ code: "invalid_request" });
  });

  it("of a wildcard's names one can be priced by itself", async () => {
    const made = await fixture.run(admin, createModel, {
      name: "priced/*",
      deployments: [{ providerId, upstreamModel: "v-*" }],
    });
    const deploymentId = made.deployments[0]?.id ?? "";
    const tiers = [{ fromInputTokens: 0, usdPerMillionTokens: { uncachedInput: "1" } }];
    await fixture.run(admin, setPrice, { deploymentId, price: { tiers, upstreamModel: "v-9" } });
    const stranger = fixture.run(admin, setPrice, { deploymentId, price: { tiers, upstreamModel: "w-9" } });
    await expect(stranger).rejects.toMatchObject({ code: "invalid_request" });
  });
});
