import type { PersonRow } from "@/db/queries/people/find-person";
import { lockActiveOwners } from "@/db/queries/people/write-person";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import { authorize } from "@/lib/auth/authorize";
import type { OrganizationRole } from "@/lib/auth/permissions";
import { AdminError } from "@/lib/errors/admin-error";
import type { Work } from "../context";

/** Nobody changes their own role or status. Throws AdminError `own_role_change`. */
export function refuseOwnChange(actor: Actor, person: PersonRow): void {
  if (personIdOf(actor) !== person.id) return;
  throw new AdminError("own_role_change", "Nobody changes their own role or access. Ask another owner or admin.");
}

/** Only an owner makes, changes or lets in owners: an admin could otherwise become one through somebody else. Throws AdminError `forbidden`. */
export function refuseOwnerChangeByOthers(actor: Actor, ...roles: readonly OrganizationRole[]): void {
  if (!roles.includes("owner") || actor.kind === "system") return;
  if (actor.kind === "person" && actor.role === "owner") return;
  throw new AdminError("forbidden", "Only an owner can do this to an owner. Ask an owner of your organization.");
}

/** Throws AdminError `last_owner` when nobody would be left who can do everything. */
export async function refuseLastOwner(work: Work, person: PersonRow): Promise<void> {
  if (person.role !== "owner" || person.status !== "active") return;
  const owners = await lockActiveOwners(work.run, work.organizationId);
  if (owners.some((id) => id !== person.id)) return;
  throw new AdminError("last_owner", `${person.name} is the last owner. Make somebody else owner first.`);
}

/** Whoever lets somebody in with a role gives it to them: a token that may only invite gives none above member. Throws AdminError `forbidden`. */
export function requireMayGive(actor: Actor, role: OrganizationRole): void {
  if (role !== "member") authorize(actor, "people:set_role", { kind: "organization" });
}

/** A link signs in with everything its person may, which is more than a token with named scopes. Throws AdminError `forbidden`. */
export function refuseNarrowToken(actor: Actor): void {
  if (actor.kind !== "person" || actor.via.kind === "session" || actor.via.scopes.includes("*")) return;
  throw new AdminError(
    "forbidden",
    "A token with named scopes cannot let somebody in as another person. Use the portal.",
  );
}
