import type { OrganizationRole, TeamRole } from "./permissions";

/** How the actor came in; an API token narrows its person to `scopes` (`*` is everything its person may). */
export type Entrance =
  /** `breakGlass`: by a link past the provider that the organization signs in with. */
  | { kind: "session"; sessionId: string; breakGlass?: boolean }
  | { kind: "api_token"; tokenId: string; scopes: readonly string[] };

/** A person, alone or through an API token. Roles are read from the database on every request, never from a cookie. */
export interface PersonActor {
  kind: "person";
  organizationId: string;
  personId: string;
  name: string;
  email: string;
  role: OrganizationRole;
  /** Teams that are not archived, by id. */
  teams: ReadonlyMap<string, TeamRole>;
  via: Entrance;
}

/** Gatehouse itself, at bootstrap and in seeds: may everything in its organization. Never made from a request. */
export interface SystemActor {
  kind: "system";
  organizationId: string;
  name: string;
}

/** A directory that provisions people through SCIM: may that and nothing else. */
export interface ProvisionerActor {
  kind: "provisioner";
  organizationId: string;
  tokenId: string;
}

export type Actor = PersonActor | SystemActor | ProvisionerActor;

/** The actor of bootstrap and seeds; `name` goes into the audit log. */
export function systemActor(organizationId: string, name: string): SystemActor {
  return { kind: "system", organizationId, name };
}

/** The person behind the actor; null for Gatehouse itself. */
export function personIdOf(actor: Actor): string | null {
  return actor.kind === "person" ? actor.personId : null;
}
