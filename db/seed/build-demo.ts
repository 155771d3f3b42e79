import { inArray, sql } from "drizzle-orm";
import type { Runner } from "@/db/queries/runner";
import { priceVersion } from "@/db/schema";
import type { AdminContext } from "@/lib/admin/context";
import { createModel } from "@/lib/admin/models/create-model";
import { setPrice } from "@/lib/admin/models/set-price";
import { invitePerson } from "@/lib/admin/people/invite-person";
import { createProvider } from "@/lib/admin/providers/create-provider";
import { setSplitRule } from "@/lib/admin/statements/set-split-rule";
import { addTeamMember } from "@/lib/admin/teams/add-team-member";
import { createTeam } from "@/lib/admin/teams/create-team";
import type { PersonActor } from "@/lib/auth/actor";
import type { TeamRole } from "@/lib/auth/permissions";
import { backdate } from "./backdate";
import { addDemoProjects } from "./build-demo-projects";
import { actorNamed, type DemoCast, performAs } from "./demo-cast";
import { DEMO_MODELS, DEMO_PROVIDERS } from "./demo-models";
import { DEMO_ORGANIZATION, DEMO_OWNER, DEMO_PEOPLE, DEMO_TEAMS, type DemoTeam, emailOf } from "./demo-people";

/** What the platform runs for everybody. */
const SHARED_COST_CENTRE = "CC-1100";

/** Builds teams, people, providers, models, projects and keys as the people who would have, on a transaction of the caller's. */
export async function buildDemo(context: AdminContext, run: Runner): Promise<void> {
  const { organizationId } = context.actor;
  const { name, timeZone } = DEMO_ORGANIZATION;
  await run.execute(sql`update organization set name = ${name}, time_zone = ${timeZone},
    created_at = created_at - interval '500 days' where id = ${organizationId}`);
  const cast = await assemble(context, run);
  await addModels(context, actorNamed(cast, "Ines Okafor"));
  await forgetPrices(run);
  await addDemoProjects(context, cast);
  await performAs(context, actorNamed(cast, "Ines Okafor"), {
    verb: setSplitRule,
    input: { sourceCostCentre: SHARED_COST_CENTRE, method: "usage", shares: [] },
  });
  await backdate(run, organizationId);
}

async function assemble(context: AdminContext, run: Runner): Promise<DemoCast> {
  const teamIds = new Map<DemoTeam, string>();
  const [platform] = await run.execute<{ id: string }>(sql`select id from team where name = 'Platform' limit 1`);
  if (platform !== undefined) teamIds.set("Platform", platform.id);
  for (const name of DEMO_TEAMS) {
    if (!teamIds.has(name)) teamIds.set(name, (await createTeam.run(context, () => ({ name }))).team.id);
  }
  const people = new Map<string, PersonActor>();
  for (const { name, role, teams } of DEMO_PEOPLE) {
    const email = emailOf(name);
    const memberships = membershipsOf(teams, teamIds);
    const { person } = await invitePerson.run(context, () => ({ email, name, role, teams: memberships }));
    people.set(name, {
      kind: "person",
      organizationId: context.actor.organizationId,
      personId: person.id,
      name,
      email,
      role,
      teams: new Map(memberships.map((membership) => [membership.teamId, membership.role])),
      via: { kind: "session", sessionId: "demo" },
    });
  }
  people.set(DEMO_OWNER.name, await welcomeOwner(context, run, teamIds));
  return { people, teamIds };
}

/** Whoever signs in with the printed link has a name, a team and keys of their own. */
async function welcomeOwner(
  context: AdminContext,
  run: Runner,
  teamIds: ReadonlyMap<DemoTeam, string>,
): Promise<PersonActor> {
  const { name, role, teams } = DEMO_OWNER;
  const [owner] = await run.execute<{ id: string; email: string }>(sql`
    update person set name = ${name} where id = (select id from person where role = 'owner' order by created_at, id limit 1) returning id, email`);
  if (owner === undefined) throw new Error("the organization has no owner");
  const memberships = membershipsOf(teams, teamIds);
  for (const membership of memberships) {
    await addTeamMember.run(context, () => ({
      teamId: membership.teamId,
      who: { personId: owner.id },
      role: membership.role,
    }));
  }
  return {
    kind: "person",
    organizationId: context.actor.organizationId,
    personId: owner.id,
    name,
    email: owner.email,
    role,
    teams: new Map(memberships.map((membership) => [membership.teamId, membership.role])),
    via: { kind: "session", sessionId: "demo" },
  };
}

function membershipsOf(teams: Partial<Record<DemoTeam, TeamRole>>, teamIds: ReadonlyMap<DemoTeam, string>) {
  return DEMO_TEAMS.flatMap((name) => {
    const role = teams[name];
    const teamId = teamIds.get(name);
    return role === undefined || teamId === undefined ? [] : [{ teamId, role }];
  });
}

async function addModels(context: AdminContext, admin: PersonActor): Promise<void> {
  const providerIds = new Map<string, string>();
  for (const { name, settings } of DEMO_PROVIDERS) {
    const input = { adapter: "simulated", name, settings };
    providerIds.set(name, (await performAs(context, admin, { verb: createProvider, input })).id);
  }
  for (const { name, title, contextWindow, maxOutputTokens, providers, price, formerPrice } of DEMO_MODELS) {
    const first = formerPrice ?? price;
    const deployments = providers.map((provider) => ({
      providerId: providerIds.get(provider) ?? "",
      upstreamModel: name,
      ...(first === null ? {} : { price: first }),
    }));
    const input = { name, title, contextWindow, maxOutputTokens, deployments };
    const created = await performAs(context, admin, { verb: createModel, input });
    if (formerPrice === undefined || price === null) continue;
    for (const { id } of created.deployments) {
      await performAs(context, admin, { verb: setPrice, input: { deploymentId: id, price: { tiers: price } } });
    }
  }
}

/** A simulated deployment always gets a price; the demo also shows what a model without one looks like. */
async function forgetPrices(run: Runner): Promise<void> {
  const names = DEMO_MODELS.filter((model) => model.price === null).map((model) => model.name);
  await run.delete(priceVersion).where(inArray(priceVersion.upstreamModel, names));
}
