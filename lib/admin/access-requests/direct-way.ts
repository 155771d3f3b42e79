import { personIdOf } from "@/lib/auth/actor";
import { authorize, may, type Scope } from "@/lib/auth/authorize";
import type { Work } from "../context";
import type { Ground } from "./find-ground";

/**
 * An ask gives nobody more at once than they, or the token they came with, could have taken directly. Throws AdminError `forbidden`.
 */
export function requireDirectWay({ actor }: Work, { kind, team }: Ground): void {
  const creatorId = personIdOf(actor);
  const scope: Scope = team === null ? { kind: "organization" } : { kind: "team", teamId: team.id, creatorId };
  authorize(actor, kind === "key" ? "keys:create" : "keys:update", scope);
}

/** Whether whoever asked for a key may hold one there now: people leave teams between asking and fetching. */
export function mayHoldKey({ actor }: Work, request: { teamId: string | null }): boolean {
  return request.teamId !== null && may(actor, "keys:create", { kind: "team", teamId: request.teamId });
}
