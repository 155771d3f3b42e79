import { AdminError } from "@/lib/errors/admin-error";
import type { Actor, PersonActor } from "./actor";
import { type Permission, permissionRule } from "./permissions";

/** Where something is done: in the whole organization, inside one team (to something a person created), or wherever the actor may. */
export type Scope =
  | { kind: "organization" }
  | { kind: "team"; teamId: string; creatorId?: string | null }
  | { kind: "anywhere" };

/** What a directory's token may: no person holds it, whatever their role or their token's scopes. */
const PROVISIONING = "scim:provision";

/** The one answer to "may they?". Deny by default: an unknown role, team or token scope is a no. */
export function may(actor: Actor, permission: Permission, scope: Scope): boolean {
  if (actor.kind === "system") return true;
  if (actor.kind === "provisioner") return permission === PROVISIONING;
  if (!withinTokenScopes(actor, permission)) return false;
  if (permissionRule(permission).organization.includes(actor.role)) return true;
  switch (scope.kind) {
    case "organization":
      return false;
    case "team":
      return holdsInTeam(actor, permission, scope);
    case "anywhere":
      return [...actor.teams.keys()].some((teamId) =>
        holdsInTeam(actor, permission, { teamId, creatorId: actor.personId }),
      );
  }
}

/** Like `may`, and throws AdminError `forbidden` for a no. */
export function authorize(actor: Actor, permission: Permission, scope: Scope): void {
  if (may(actor, permission, scope)) return;
  throw new AdminError(
    "forbidden",
    `This needs the permission ${permission}. Ask an owner or admin of your organization.`,
  );
}

/** The teams in which the actor holds `permission`; `all` when it holds it in the whole organization. */
export function teamsWith(actor: Actor, permission: Permission): "all" | string[] {
  if (may(actor, permission, { kind: "organization" })) return "all";
  if (actor.kind !== "person") return [];
  return [...actor.teams.keys()].filter((teamId) => may(actor, permission, { kind: "team", teamId }));
}

function holdsInTeam(
  actor: PersonActor,
  permission: Permission,
  scope: { teamId: string; creatorId?: string | null },
): boolean {
  const role = actor.teams.get(scope.teamId);
  if (role === undefined) return false;
  const rule = permissionRule(permission);
  if (rule.team.includes(role)) return true;
  return scope.creatorId === actor.personId && rule.own.includes(role);
}

function withinTokenScopes(actor: PersonActor, permission: Permission): boolean {
  if (actor.via.kind === "session") return true;
  return actor.via.scopes.includes("*") || actor.via.scopes.includes(permission);
}
