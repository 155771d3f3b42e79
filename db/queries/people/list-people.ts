import { and, asc, eq, or, sql } from "drizzle-orm";
import { person } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";
import type { PersonRow } from "./find-person";

interface PeopleFilter {
  search: string | null;
  role: PersonRow["role"] | null;
  status: PersonRow["status"] | null;
  /** `[lower(name), id]` of the last person shown. */
  after: readonly string[] | null;
  limit: number;
}

/** People by name, one more than `limit` when more follow. `sortName` is the name as the list sorts it. */
export async function listPeople(
  run: Runner,
  organizationId: string,
  filter: PeopleFilter,
): Promise<(PersonRow & { sortName: string })[]> {
  const { search, role, status, after } = filter;
  const rows = await run
    .select({ person, sortName: sql<string>`lower("person"."name")` })
    .from(person)
    .where(
      and(
        eq(person.organizationId, organizationId),
        search === null ? undefined : or(matchesText(person.name, search), matchesText(person.email, search)),
        role === null ? undefined : eq(person.role, role),
        status === null ? undefined : eq(person.status, status),
        after === null ? undefined : sql`(lower("person"."name"), "person"."id") > (${after[0]}, ${after[1]})`,
      ),
    )
    .orderBy(sql`lower("person"."name")`, asc(person.id))
    .limit(filter.limit + 1);
  return rows.map((row) => ({ ...row.person, sortName: row.sortName }));
}
