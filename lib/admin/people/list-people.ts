import type { PersonRow } from "@/db/queries/people/find-person";
import { listPeople as listPersonRows } from "@/db/queries/people/list-people";
import { listPersonTeams } from "@/db/queries/people/list-person-teams";
import { defineRead, inOrganization } from "../define-verb";
import { type Page, pageOf, readCursor } from "../keyset";
import type { PersonWithTeams } from "./locate-person";

interface ListPeople {
  search: string | null;
  role: PersonRow["role"] | null;
  status: PersonRow["status"] | null;
  cursor: string | null;
  limit: number;
}

/** Everybody of the organization, by name. */
export const listPeople = defineRead({
  name: "people.list",
  permission: "people:read",
  locate: inOrganization,
  async read(work, _target, input: ListPeople): Promise<Page<PersonWithTeams>> {
    const { cursor, ...filter } = input;
    const after = cursor === null ? null : readCursor(cursor, 2);
    const rows = await listPersonRows(work.run, work.organizationId, { ...filter, after });
    const page = pageOf(rows, input.limit, (person) => [person.sortName, person.id]);
    const ids = page.items.map((person) => person.id);
    const teams = await listPersonTeams(work.run, work.organizationId, ids);
    const items = page.items.map((person) => ({ person, teams: teams.filter((team) => team.personId === person.id) }));
    return { items, nextCursor: page.nextCursor };
  },
});
