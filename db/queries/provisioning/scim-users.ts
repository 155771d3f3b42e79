import { and, asc, count, eq, inArray, isNull, type SQL, sql } from "drizzle-orm";
import { person, scimUser } from "@/db/schema";
import type { PersonRow } from "../people/find-person";
import type { Runner } from "../runner";

/** A person as a directory sees them; `entry` is null until the directory has written to it. */
export interface ScimUserRow {
  person: PersonRow;
  entry: typeof scimUser.$inferSelect | null;
}

/** Every condition must hold. */
export interface ScimUserFilter {
  id?: string;
  userName?: string;
  externalId?: string;
  email?: string;
  active?: boolean;
}

const USER_NAME = sql<string>`coalesce(${scimUser.userName}, ${person.email})`;

/** People the directory may see, in the order they came; `offset` counts from 0. */
export async function listScimUsers(
  run: Runner,
  organizationId: string,
  { filter, offset, limit }: { filter: ScimUserFilter; offset: number; limit: number },
): Promise<{ rows: ScimUserRow[]; total: number }> {
  const where = and(visible(organizationId), ...conditions(filter));
  const [counted] = await run
    .select({ total: count() })
    .from(person)
    .leftJoin(scimUser, eq(scimUser.personId, person.id))
    .where(where);
  const rows =
    limit === 0
      ? []
      : await userRows(run).where(where).orderBy(asc(person.createdAt), asc(person.id)).limit(limit).offset(offset);
  return { rows, total: counted?.total ?? 0 };
}

/** One person; null when the directory has taken them out, or there is none. */
export async function findScimUser(run: Runner, organizationId: string, personId: string): Promise<ScimUserRow | null> {
  const [row] = await userRows(run)
    .where(and(visible(organizationId), eq(person.id, personId)))
    .limit(1);
  return row ?? null;
}

/** Who stands in the way of a new entry with this name or address, whether taken out or not; null for nobody. */
export async function findScimNamesake(
  run: Runner,
  organizationId: string,
  { userName, email }: { userName: string; email: string },
): Promise<ScimUserRow | null> {
  const [row] = await userRows(run)
    .where(
      and(
        eq(person.organizationId, organizationId),
        sql`(lower(${USER_NAME}) = lower(${userName}) or lower(${person.email}) = lower(${email}))`,
      ),
    )
    .orderBy(asc(person.createdAt))
    .limit(1);
  return row ?? null;
}

/** Owners and admins among these people, whether the directory took them out or not; at most 10,000. */
export async function listScimRulers(
  run: Runner,
  organizationId: string,
  personIds: readonly string[],
): Promise<ScimUserRow[]> {
  if (personIds.length === 0) return [];
  return await userRows(run)
    .where(
      and(
        eq(person.organizationId, organizationId),
        inArray(person.id, [...personIds]),
        inArray(person.role, ["owner", "admin"]),
      ),
    )
    .orderBy(asc(person.createdAt), asc(person.id))
    .limit(10_000);
}

type ScimUserEntry = Pick<typeof scimUser.$inferSelect, "userName" | "externalId" | "givenName" | "familyName">;

/** Writes the directory's entry of a person, which it sees from now on. */
export async function writeScimUser(
  run: Runner,
  organizationId: string,
  { personId, ...entry }: { personId: string } & ScimUserEntry,
): Promise<void> {
  const written = { ...entry, deletedAt: null };
  await run
    .insert(scimUser)
    .values({ ...written, personId, organizationId })
    .onConflictDoUpdate({ target: scimUser.personId, set: { ...written, updatedAt: sql`now()` } });
}

/** Takes the entry out of the directory's sight. */
export async function hideScimUser(run: Runner, organizationId: string, row: ScimUserRow): Promise<void> {
  const { person: whom, entry } = row;
  await run
    .insert(scimUser)
    .values({
      personId: whom.id,
      organizationId,
      userName: entry?.userName ?? whom.email,
      deletedAt: sql`now()`,
    })
    .onConflictDoUpdate({ target: scimUser.personId, set: { deletedAt: sql`now()`, updatedAt: sql`now()` } });
}

function userRows(run: Runner) {
  return run.select({ person, entry: scimUser }).from(person).leftJoin(scimUser, eq(scimUser.personId, person.id));
}

function visible(organizationId: string): SQL | undefined {
  return and(eq(person.organizationId, organizationId), isNull(scimUser.deletedAt));
}

function conditions({ id, userName, externalId, email, active }: ScimUserFilter): (SQL | undefined)[] {
  return [
    id === undefined ? undefined : eq(person.id, id),
    userName === undefined ? undefined : sql`lower(${USER_NAME}) = lower(${userName})`,
    externalId === undefined ? undefined : eq(scimUser.externalId, externalId),
    email === undefined ? undefined : sql`lower(${person.email}) = lower(${email})`,
    active === undefined ? undefined : eq(person.status, active ? "active" : "deactivated"),
  ];
}
