import { writeTeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import type { AccessRequestDetail } from "../schemas/access-requests";
import type { KeyDetail } from "../schemas/keys";
import { ADMINS, atHome, LISTS, line, type MatrixCase, READERS, TEAM, WITH_LEAD } from "./matrix-case";
import { fresh, type MatrixWorld } from "./matrix-world";

const ASKERS = [...WITH_LEAD, "member"] as const;
const inAnHour = () => new Date(Date.now() + 3_600_000).toISOString();

/** A key of the team "home" to be. */
function keyProposal(world: MatrixWorld) {
  return { kind: "key", projectId: world.home.projectId, name: fresh("key"), models: ["*"], days: 30 };
}

async function ask(world: MatrixWorld, token: string): Promise<AccessRequestDetail> {
  const body = { proposal: keyProposal(world), reason: "For a test." };
  return (await world.fixture.call<AccessRequestDetail>("POST", "/access-requests", { token, body })).body;
}

/** A token of the caller if they may ask at home, else of a member who is none of the callers. */
async function tokenOf(world: MatrixWorld, who: "the caller" | "somebody else"): Promise<string> {
  const mayAsk = ASKERS.find((caller) => caller === world.caller);
  if (who === "the caller" && mayAsk !== undefined) return world.home.people[mayAsk].token;
  return world.fixture.newToken(world.home.id, (await world.member()).personId, ["*"]);
}

/** An open one, because the ceiling gives nothing. */
async function askedFor(world: MatrixWorld, who: "the caller" | "somebody else" = "somebody else") {
  const token = await tokenOf(world, who);
  const { orm } = world.fixture.database;
  const nothing = { monthlyMicrosPerKey: 0n, tokensPerMinutePerKey: null, models: [], keyDays: null };
  const member = { ...nothing, keysPerPerson: 0, monthlyMicrosPerProject: null };
  await writeTeamCeilings(orm, world.home.homeTeamId, { member, lead: null });
  const { id, hash } = await ask(world, token);
  await writeTeamCeilings(orm, world.home.homeTeamId, { member: null, lead: null });
  return { requestId: id, hash };
}

const onRequest = async (world: MatrixWorld) => ({ params: { requestId: (await askedFor(world)).requestId } });

/** One whose key was given at once. */
async function givenKey(world: MatrixWorld): Promise<string> {
  return (await ask(world, await tokenOf(world, "the caller"))).id;
}

async function modelGrant(world: MatrixWorld): Promise<{ keyId: string; grantId: string }> {
  const { keyId } = await world.key();
  const { token } = world.home.people.owner;
  const body = { models: ["*"], endsAt: inAnHour() };
  const key = await world.fixture.call<KeyDetail>("POST", `/keys/${keyId}/model-grants`, { token, body });
  return { keyId, grantId: key.body.modelGrants[0]?.id ?? "" };
}

/** The role matrix of access requests, ceilings and what they give. */
export const ACCESS_REQUESTS_MATRIX: Record<string, MatrixCase> = {
  "GET /access-requests": line(LISTS),
  "POST /access-requests": {
    ...atHome([...ADMINS, "lead", "member"], async (world) => ({
      body: { proposal: keyProposal(world), reason: "" },
    })),
    rows: 2,
  },
  "POST /access-requests/dry-run": atHome([...ADMINS, "lead", "member"], async (world) => ({
    body: { proposal: keyProposal(world) },
  })),
  "GET /access-requests/waiting": line(LISTS),
  "GET /access-requests/{requestId}": atHome([...READERS, "lead"], onRequest, ["member"]),
  "POST /access-requests/{requestId}/approve": {
    ...atHome(WITH_LEAD, async (world) => {
      const { requestId, hash } = await askedFor(world);
      return { params: { requestId }, body: { hash } };
    }),
    rows: 2,
  },
  "POST /access-requests/{requestId}/refuse": atHome(WITH_LEAD, onRequest),
  "POST /access-requests/{requestId}/withdraw": atHome(ASKERS, async (world) => ({
    params: { requestId: (await askedFor(world, "the caller")).requestId },
  })),
  "POST /access-requests/{requestId}/comments": atHome(
    WITH_LEAD,
    async (world) => ({
      ...(await onRequest(world)),
      body: { text: "For how long?" },
    }),
    ["member"],
  ),
  "POST /access-requests/{requestId}/collect": atHome(ASKERS, async (world) => ({
    params: { requestId: await givenKey(world) },
  })),
  "GET /teams/{teamId}/ceilings": atHome(TEAM, async (world) => ({ params: { teamId: world.home.homeTeamId } })),
  "PUT /teams/{teamId}/ceilings": line(ADMINS, async (world) => ({
    params: await world.team(),
    body: { member: null, lead: null },
  })),
  "GET /four-eyes": line(READERS),
  "PUT /four-eyes": line(["owner"], async () => ({ body: { changes: [], budgetAboveUsd: "1000" } })),

  "POST /keys/{keyId}/model-grants": atHome(WITH_LEAD, async (world) => ({
    params: { keyId: (await world.key()).keyId },
    body: { models: ["*"], endsAt: new Date(Date.now() + 3_600_000).toISOString() },
  })),
  "POST /keys/{keyId}/model-grants/{grantId}/revoke": atHome(WITH_LEAD, async (world) => ({
    params: await modelGrant(world),
  })),
};
