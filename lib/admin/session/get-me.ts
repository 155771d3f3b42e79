import { findOrganization, type OrganizationRow } from "@/db/queries/people/find-organization";
import { listPersonTeams, type PersonTeamRow } from "@/db/queries/people/list-person-teams";
import { listSessions, type SessionRow } from "@/db/queries/sessions/sessions";
import type { PersonActor } from "@/lib/auth/actor";
import { may } from "@/lib/auth/authorize";
import { PERMISSION_NAMES, type Permission } from "@/lib/auth/permissions";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { defineRead, inOrganization } from "../define-verb";
import { personActorOf } from "../person-actor-of";

/** The actor with everything they may do. */
export interface WhoAmI {
  actor: PersonActor;
  organization: OrganizationRow;
  teams: PersonTeamRow[];
  everywhere: Permission[];
  /** By team id, beyond `everywhere`. */
  inTeams: Record<string, Permission[]>;
  session: SessionRow | null;
}

/** Who I am and what I may do. */
export const getMe = defineRead({
  name: "session.me",
  permission: "me:read",
  locate: inOrganization,
  async read(work, _target, _input: undefined): Promise<WhoAmI> {
    const actor = personActorOf(work);
    const organization = await findOrganization(work.run, work.organizationId);
    if (organization === null) throw notFound("organization");
    const everywhere = PERMISSION_NAMES.filter((permission) => may(actor, permission, { kind: "organization" }));
    const teams = await listPersonTeams(work.run, work.organizationId, [actor.personId]);
    const inTeams = Object.fromEntries(teams.map((team) => [team.id, permissionsIn(actor, team.id, everywhere)]));
    return { actor, organization, teams, everywhere, inTeams, session: await currentSession(work, actor) };
  },
});

function permissionsIn(actor: PersonActor, teamId: string, everywhere: readonly Permission[]): Permission[] {
  return PERMISSION_NAMES.filter(
    (permission) => !everywhere.includes(permission) && may(actor, permission, { kind: "team", teamId }),
  );
}

async function currentSession(work: Work, actor: PersonActor): Promise<SessionRow | null> {
  const { via } = actor;
  if (via.kind !== "session") return null;
  const sessions = await listSessions(work.run, work.organizationId, actor.personId);
  return sessions.find((session) => session.id === via.sessionId) ?? null;
}
