import { and, asc, eq } from "drizzle-orm";
import { person } from "@/db/schema";
import type { Runner } from "../runner";

/** The active owner who has been here longest; null when there is none. */
export async function findFirstOwner(run: Runner, organizationId: string): Promise<{ id: string } | null> {
  const [row] = await run
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.organizationId, organizationId), eq(person.role, "owner"), eq(person.status, "active")))
    .orderBy(asc(person.createdAt), asc(person.id))
    .limit(1);
  return row ?? null;
}
