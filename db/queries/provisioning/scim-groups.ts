import { and, asc, count, eq, inArray, type SQL, sql } from "drizzle-orm";
import { person, scimGroup, scimGroupMember } from "@/db/schema";
import type { Runner } from "../runner";

export type ScimGroupRow = typeof scimGroup.$inferSelect;

/** Every condition must hold. */
export interface ScimGroupFilter {
  id?: string;
  displayName?: string;
  externalId?: string;
}

/** Groups in the order they came; `offset` counts from 0. */
export async function listScimGroups(
  run: Runner,
  organizationId: string,
  { filter, offset, limit }: { filter: ScimGroupFilter; offset: number; limit: number },
): Promise<{ rows: ScimGroupRow[]; total: number }> {
  const where = and(eq(scimGroup.organizationId, organizationId), ...conditions(filter));
  const [counted] = await run.select({ total: count() }).from(scimGroup).where(where);
  const rows =
    limit === 0
      ? []
      : await run
          .select()
          .from(scimGroup)
          .where(where)
          .orderBy(asc(scimGroup.createdAt), asc(scimGroup.id))
          .limit(limit)
          .offset(offset);
  return { rows, total: counted?.total ?? 0 };
}

export async function findScimGroup(
  run: Runner,
  organizationId: string,
  groupId: string,
): Promise<ScimGroupRow | null> {
  const { rows } = await listScimGroups(run, organizationId, { filter: { id: groupId }, offset: 0, limit: 1 });
  return rows[0] ?? null;
}

/** Members of these groups, by name; at most 10,000. */
export async function listScimGroupMembers(
  run: Runner,
  groupIds: readonly string[],
): Promise<{ groupId: string; personId: string; name: string }[]> {
  if (groupIds.length === 0) return [];
  return await run
    .select({ groupId: scimGroupMember.groupId, personId: person.id, name: person.name })
    .from(scimGroupMember)
    .innerJoin(person, eq(person.id, scimGroupMember.personId))
    .where(inArray(scimGroupMember.groupId, [...groupIds]))
    .orderBy(sql`lower(${person.name})`, asc(person.id))
    .limit(10_000);
}

/** The groups these people are in. */
export async function listScimGroupsOf(
  run: Runner,
  personIds: readonly string[],
): Promise<{ personId: string; groupId: string; displayName: string }[]> {
  if (personIds.length === 0) return [];
  return await run
    .select({ personId: scimGroupMember.personId, groupId: scimGroup.id, displayName: scimGroup.displayName })
    .from(scimGroupMember)
    .innerJoin(scimGroup, eq(scimGroup.id, scimGroupMember.groupId))
    .where(inArray(scimGroupMember.personId, [...personIds]))
    .orderBy(asc(scimGroup.displayName))
    .limit(10_000);
}

/** Writes a group; a new one when there is none with this id. */
export async function writeScimGroup(
  run: Runner,
  row: Pick<ScimGroupRow, "id" | "organizationId" | "displayName" | "externalId">,
): Promise<void> {
  const { displayName, externalId } = row;
  await run
    .insert(scimGroup)
    .values(row)
    .onConflictDoUpdate({ target: scimGroup.id, set: { displayName, externalId, updatedAt: sql`now()` } });
}

/** Makes the group's members exactly these. */
export async function replaceScimGroupMembers(
  run: Runner,
  groupId: string,
  personIds: ReadonlySet<string>,
): Promise<void> {
  await run.delete(scimGroupMember).where(eq(scimGroupMember.groupId, groupId));
  if (personIds.size === 0) return;
  await run.insert(scimGroupMember).values([...personIds].map((personId) => ({ groupId, personId })));
}

export async function deleteScimGroup(run: Runner, organizationId: string, groupId: string): Promise<void> {
  await run.delete(scimGroup).where(and(eq(scimGroup.organizationId, organizationId), eq(scimGroup.id, groupId)));
}

/** Which of these ids are people of the organization. */
export async function knownPeople(
  run: Runner,
  organizationId: string,
  personIds: readonly string[],
): Promise<Set<string>> {
  if (personIds.length === 0) return new Set();
  const rows = await run
    .select({ id: person.id })
    .from(person)
    .where(and(eq(person.organizationId, organizationId), inArray(person.id, [...personIds])));
  return new Set(rows.map((row) => row.id));
}

function conditions({ id, displayName, externalId }: ScimGroupFilter): (SQL | undefined)[] {
  return [
    id === undefined ? undefined : eq(scimGroup.id, id),
    displayName === undefined ? undefined : sql`lower(${scimGroup.displayName}) = lower(${displayName})`,
    externalId === undefined ? undefined : eq(scimGroup.externalId, externalId),
  ];
}
