import { and, asc, eq, inArray, ne, sql } from "drizzle-orm";
import { person, teamMember } from "@/db/schema";
import type { Runner } from "../runner";

/** Somebody who may decide. */
export interface DecidingPerson {
  id: string;
  name: string;
  email: string;
}

const MOST = 50;
const COLUMNS = { id: person.id, name: person.name, email: person.email };

/** Active owners and admins but one, by name; at most 50. */
export async function listDecidingAdmins(
  run: Runner,
  organizationId: string,
  but: { personId: string; ownersOnly: boolean },
): Promise<DecidingPerson[]> {
  return await run
    .select(COLUMNS)
    .from(person)
    .where(
      and(
        eq(person.organizationId, organizationId),
        eq(person.status, "active"),
        inArray(person.role, but.ownersOnly ? ["owner"] : ["owner", "admin"]),
        ne(person.id, but.personId),
      ),
    )
    .orderBy(sql`lower(${person.name})`, asc(person.id))
    .limit(MOST);
}

/** Active leads of a team but one, by name; at most 50. */
export async function listDecidingLeads(
  run: Runner,
  organizationId: string,
  { teamId, personId }: { teamId: string; personId: string },
): Promise<DecidingPerson[]> {
  return await run
    .select(COLUMNS)
    .from(teamMember)
    .innerJoin(person, eq(person.id, teamMember.personId))
    .where(
      and(
        eq(person.organizationId, organizationId),
        eq(person.status, "active"),
        eq(teamMember.teamId, teamId),
        eq(teamMember.role, "lead"),
        ne(person.id, personId),
      ),
    )
    .orderBy(sql`lower(${person.name})`, asc(person.id))
    .limit(MOST);
}
