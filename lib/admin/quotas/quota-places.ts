import type { QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import { SHARED_SCOPES } from "@/db/queries/quotas-admin/list-quotas";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import type { Scope } from "@/lib/auth/authorize";

const SHARED: ReadonlySet<string> = new Set(SHARED_SCOPES);
const INSIDE_TEAM: ReadonlySet<string> = new Set(["project", "key", "key_model"]);

/**
 * Where a quota is changed and seen. A team lead limits what is inside the team; what limits the team itself is the organization's
 * to say. What may stop anybody's call everybody may see; a person's own only they and who reads the whole organization.
 */
export function placesOf(
  { scopeKind, scopeId }: QuotaScope,
  teamId: string | null,
  actor: Actor,
): { scope: Scope; seenIn: Scope } {
  const organization: Scope = { kind: "organization" };
  if (teamId !== null) {
    const inTeam: Scope = { kind: "team", teamId };
    return { scope: INSIDE_TEAM.has(scopeKind) ? inTeam : organization, seenIn: inTeam };
  }
  const seen = SHARED.has(scopeKind) || (scopeKind === "person" && scopeId === personIdOf(actor));
  return { scope: organization, seenIn: seen ? { kind: "anywhere" } : organization };
}
