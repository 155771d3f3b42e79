import type { Actor } from "@/lib/auth/actor";
import { may, type Scope } from "@/lib/auth/authorize";
import type { Permission } from "@/lib/auth/permissions";

/** The actions of `table` whose permission the actor holds in `scope`: what a screen may offer. */
export function allowedActions<Action extends string>(
  actor: Actor,
  scope: Scope,
  table: readonly (readonly [Action, Permission])[],
): Action[] {
  return table.filter(([, permission]) => may(actor, permission, scope)).map(([action]) => action);
}
