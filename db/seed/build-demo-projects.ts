import type { AdminContext } from "@/lib/admin/context";
import { createKey } from "@/lib/admin/keys/create-key";
import { disableKey } from "@/lib/admin/keys/disable-key";
import { revokeKey } from "@/lib/admin/keys/revoke-key";
import { rotateKey } from "@/lib/admin/keys/rotate-key";
import { setProjectPrivacy } from "@/lib/admin/privacy/set-project-privacy";
import { createProject } from "@/lib/admin/projects/create-project";
import { updateProject } from "@/lib/admin/projects/update-project";
import type { PersonActor } from "@/lib/auth/actor";
import { actorNamed, type DemoCast, performAs } from "./demo-cast";
import { DEMO_OWNER, DEMO_PEOPLE } from "./demo-people";
import type { DemoKey, DemoProject } from "./demo-project";
import { DEMO_PROJECTS } from "./demo-projects";
import { ENDED_DAYS_AGO } from "./plan-calls";

const DAY_MS = 86_400_000;
const OVERLAP_SECONDS = 3 * 86_400;

/** Every project with its keys, made by the team's lead, or by the person a key is named for. */
export async function addDemoProjects(context: AdminContext, cast: DemoCast): Promise<void> {
  for (const project of DEMO_PROJECTS) {
    const lead = leadOf(cast, project);
    const teamId = cast.teamIds.get(project.team) ?? "";
    const input = { teamId, name: project.name, costCentre: project.costCentre };
    const { id } = await performAs(context, lead, { verb: createProject, input });
    if (project.brownOut !== undefined) {
      const ladder = { projectId: id, name: undefined, costCentre: undefined, brownOut: project.brownOut };
      await performAs(context, lead, { verb: updateProject, input: ladder });
    }
    if (project.keepsText) {
      const privacy = { projectId: id, textTier: "text" as const, textDays: 30 };
      await performAs(context, actorNamed(cast, "Ines Okafor"), { verb: setProjectPrivacy, input: privacy });
    }
    for (const key of project.keys) {
      const maker = makerOf(cast, project, key) ?? lead;
      await addKey(context, { projectId: id, key, maker, lead });
    }
  }
}

async function addKey(
  context: AdminContext,
  add: { projectId: string; key: DemoKey; maker: PersonActor; lead: PersonActor },
): Promise<void> {
  const { projectId, key, maker, lead } = add;
  const now = context.now();
  // A key cannot be made expired, so one that has is made in the past.
  const then = key.fate === "expired" ? { ...context, now: () => new Date(now.getTime() - 90 * DAY_MS) } : context;
  const { key: made } = await performAs(then, maker, {
    verb: createKey,
    input: {
      projectId,
      name: key.name,
      purpose: key.purpose,
      allowedModels: key.allowed ?? key.models.map(([model]) => model),
      expiresAt: key.fate === "expired" ? new Date(now.getTime() - ENDED_DAYS_AGO * DAY_MS) : null,
      ownerId: key.isOwned ? maker.personId : null,
      tags: key.tags ?? [],
      mayAttribute: key.mayAttribute ?? false,
      onRunaway: key.loop === undefined ? "flag" : "pause",
      quotas: [],
    },
  });
  const keyId = made.id;
  if (key.fate === "rotated") {
    await performAs(context, maker, { verb: rotateKey, input: { keyId, overlapSeconds: OVERLAP_SECONDS } });
  }
  if (key.fate === "disabled") await performAs(context, lead, { verb: disableKey, input: { keyId } });
  if (key.fate === "revoked") await performAs(context, lead, { verb: revokeKey, input: { keyId } });
}

function leadOf(cast: DemoCast, project: DemoProject): PersonActor {
  const lead = DEMO_PEOPLE.find((person) => person.teams[project.team] === "lead");
  const actor = lead && cast.people.get(lead.name);
  if (actor === undefined) throw new Error(`team ${project.team} has no lead`);
  return actor;
}

/** `chiara-laptop` was made by Chiara. */
function makerOf(cast: DemoCast, project: DemoProject, key: DemoKey): PersonActor | undefined {
  const maker = [DEMO_OWNER, ...DEMO_PEOPLE].find(
    (person) =>
      person.teams[project.team] !== undefined && key.name.startsWith(`${person.name.split(" ")[0]?.toLowerCase()}-`),
  );
  return maker && cast.people.get(maker.name);
}
