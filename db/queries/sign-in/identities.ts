import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { person, personIdentity, scimUser } from "@/db/schema";
import type { PersonRow } from "../people/find-person";
import type { Runner } from "../runner";

export type IdentityRow = typeof personIdentity.$inferSelect;

/** Who is known under this issuer and subject. */
export async function findPersonByIdentity(
  run: Runner,
  organizationId: string,
  { issuer, subject }: { issuer: string; subject: string },
): Promise<{ person: PersonRow; identityId: string } | null> {
  const [row] = await run
    .select({ person, identityId: personIdentity.id })
    .from(personIdentity)
    .innerJoin(person, eq(person.id, personIdentity.personId))
    .where(
      and(
        eq(personIdentity.organizationId, organizationId),
        eq(personIdentity.issuer, issuer),
        eq(personIdentity.subject, subject),
      ),
    )
    .limit(1);
  return row ?? null;
}

/** The one person whom a directory knows under one of these ids; null when there is none, or more than one. */
export async function findPersonByDirectoryId(
  run: Runner,
  organizationId: string,
  externalIds: readonly string[],
): Promise<PersonRow | null> {
  if (externalIds.length === 0) return null;
  const rows = await run
    .select({ person })
    .from(scimUser)
    .innerJoin(person, eq(person.id, scimUser.personId))
    .where(
      and(
        eq(scimUser.organizationId, organizationId),
        isNull(scimUser.deletedAt),
        inArray(scimUser.externalId, [...externalIds]),
      ),
    )
    .limit(2);
  return rows.length === 1 ? (rows[0]?.person ?? null) : null;
}

/** Identities of one person, oldest first. */
export async function listIdentities(run: Runner, organizationId: string, personId: string): Promise<IdentityRow[]> {
  return await run
    .select()
    .from(personIdentity)
    .where(and(eq(personIdentity.organizationId, organizationId), eq(personIdentity.personId, personId)))
    .orderBy(asc(personIdentity.createdAt))
    .limit(20);
}

export async function insertIdentity(
  run: Runner,
  row: Pick<IdentityRow, "id" | "organizationId" | "personId" | "issuer" | "subject" | "email" | "claims">,
): Promise<void> {
  await run.insert(personIdentity).values(row);
}

/** Remembers what the provider said this time. */
export async function touchIdentity(
  run: Runner,
  identityId: string,
  said: { email: string | null; claims: Record<string, unknown> },
): Promise<void> {
  await run
    .update(personIdentity)
    .set({ ...said, lastUsedAt: sql`now()` })
    .where(eq(personIdentity.id, identityId));
}

/** Takes an identity away from a person; false when they have no such one. */
export async function deleteIdentity(
  run: Runner,
  organizationId: string,
  { personId, identityId }: { personId: string; identityId: string },
): Promise<boolean> {
  const rows = await run
    .delete(personIdentity)
    .where(
      and(
        eq(personIdentity.organizationId, organizationId),
        eq(personIdentity.personId, personId),
        eq(personIdentity.id, identityId),
      ),
    )
    .returning({ id: personIdentity.id });
  return rows.length > 0;
}
