import type { PersonRow } from "@/db/queries/people/find-person";
import type { PersonWithTeams } from "@/lib/admin/people/locate-person";
import { type Actor, personIdOf } from "@/lib/auth/actor";
import type { Permission } from "@/lib/auth/permissions";
import type { Secret } from "@/lib/crypto/secret";
import type { Person, SignInLink } from "../schemas/people";
import { allowedActions } from "./allowed-actions";

type PersonAction = Person["allowedActions"][number];

const ACTIVE: readonly (readonly [PersonAction, Permission])[] = [
  ["set_role", "people:set_role"],
  ["deactivate", "people:deactivate"],
  ["create_sign_in_link", "people:invite"],
  ["end_sessions", "people:end_sessions"],
  ["unlink_identity", "people:unlink_identity"],
];
const DEACTIVATED: readonly (readonly [PersonAction, Permission])[] = [
  ["reactivate", "people:deactivate"],
  ["unlink_identity", "people:unlink_identity"],
];

/** A person as the API shows them to `actor`. */
export function personView({ person, teams }: PersonWithTeams, actor: Actor): Person {
  return {
    id: person.id,
    name: person.name,
    email: person.email,
    role: person.role,
    status: person.status,
    createdAt: person.createdAt.toISOString(),
    lastSeenAt: person.lastSeenAt?.toISOString() ?? null,
    teams: teams.map(({ id, name, role }) => ({ id, name, role })),
    allowedActions: actionsOn(person, actor),
  };
}

/** A sign-in link at the one moment its address is known. */
export function signInLinkView(link: { url: Secret; expiresAt: Date }): SignInLink {
  return { url: link.url.reveal(), alreadyShown: false, expiresAt: link.expiresAt.toISOString() };
}

/** The same link as a repeated answer shows it. */
export function shownSignInLink(link: SignInLink): SignInLink {
  return { ...link, url: null, alreadyShown: true };
}

function actionsOn(person: PersonRow, actor: Actor): PersonAction[] {
  const ownerByOther = person.role === "owner" && actor.kind === "person" && actor.role !== "owner";
  if (personIdOf(actor) === person.id || ownerByOther) return [];
  return allowedActions(actor, { kind: "organization" }, person.status === "active" ? ACTIVE : DEACTIVATED);
}
