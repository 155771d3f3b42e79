import { findPerson, type PersonRow } from "@/db/queries/people/find-person";
import { listPersonTeams, type PersonTeamRow } from "@/db/queries/people/list-person-teams";
import { notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** A person with their teams. */
export interface PersonWithTeams {
  person: PersonRow;
  teams: PersonTeamRow[];
}

/** `locate` for verbs on one person. */
export async function locatePerson(work: Work, input: { personId: string }): Promise<Located<PersonRow> | null> {
  const person = await findPerson(work.run, work.organizationId, input.personId);
  return person && { target: person, scope: { kind: "organization" } };
}

/** What the verbs of one person answer. */
export async function readPerson(work: Work, personId: string): Promise<PersonWithTeams> {
  const person = await findPerson(work.run, work.organizationId, personId);
  if (person === null) throw notFound("person");
  return { person, teams: await listPersonTeams(work.run, work.organizationId, [personId]) };
}
