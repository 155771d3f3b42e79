import type { PageView } from "../schemas/page";
import type {
  CreatedSignInLink,
  InvitedPerson,
  InvitePersonInput,
  ListPeopleQuery,
  Person,
  SetPersonRoleInput,
} from "../schemas/people";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/people";

const path = (personId: string) => `/people/${encodeURIComponent(personId)}`;

/** Everybody, by name; for owners, admins and auditors. */
export function listPeople(query: ListPeopleQuery = {}, signal?: AbortSignal): Promise<PageView<Person>> {
  return adminFetch("/people", { query, signal });
}

export function getPerson(personId: string, signal?: AbortSignal): Promise<Person> {
  return adminFetch(path(personId), { signal });
}

/** The link in the answer signs the person in once, within 30 minutes; it is shown only here. */
export function invitePerson(input: InvitePersonInput, idempotencyKey?: string): Promise<InvitedPerson> {
  return adminFetch("/people", { method: "POST", body: input, idempotencyKey });
}

/** A fresh link for somebody else; shown only here. */
export function createSignInLink(personId: string, accessRequestId?: string): Promise<CreatedSignInLink> {
  const body = accessRequestId === undefined ? {} : { accessRequestId };
  return adminFetch(`${path(personId)}/sign-in-links`, { method: "POST", body });
}

export function setPersonRole(personId: string, input: SetPersonRoleInput): Promise<Person> {
  return adminFetch(`${path(personId)}/role`, { method: "PUT", body: input });
}

/** Ends every session and API token of the person at once. */
export function deactivatePerson(personId: string): Promise<Person> {
  return adminFetch(`${path(personId)}/deactivate`, { method: "POST" });
}

export function reactivatePerson(personId: string): Promise<Person> {
  return adminFetch(`${path(personId)}/reactivate`, { method: "POST" });
}
