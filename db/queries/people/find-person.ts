import { and, eq, sql } from "drizzle-orm";
import { person } from "@/db/schema";
import type { Runner } from "../runner";

export type PersonRow = typeof person.$inferSelect;

/** The person, active or not; null when the organization has none with this id. */
export async function findPerson(run: Runner, organizationId: string, personId: string): Promise<PersonRow | null> {
  const [row] = await run
    .select()
    .from(person)
    .where(and(eq(person.organizationId, organizationId), eq(person.id, personId)))
    .limit(1);
  return row ?? null;
}

/** The person with this address, in any case. */
export async function findPersonByEmail(run: Runner, organizationId: string, email: string): Promise<PersonRow | null> {
  const [row] = await run
    .select()
    .from(person)
    .where(and(eq(person.organizationId, organizationId), sql`lower(${person.email}) = lower(${email})`))
    .limit(1);
  return row ?? null;
}
