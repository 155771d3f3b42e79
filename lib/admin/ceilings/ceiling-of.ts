import { type CeilingTerms, readTeamCeilings } from "@/db/queries/ceilings/team-ceilings";
import { may } from "@/lib/auth/authorize";
import type { Work } from "../context";

/** What binds the actor when they give themselves something in a team; null for who decides for the whole organization, or without one. */
export async function ceilingOf(work: Work, teamId: string): Promise<CeilingTerms | null> {
  const { actor } = work;
  if (actor.kind !== "person" || may(actor, "access_requests:decide", { kind: "organization" })) return null;
  const ceilings = await readTeamCeilings(work.run, work.organizationId, teamId);
  return actor.teams.get(teamId) === "lead" ? ceilings.lead : ceilings.member;
}
