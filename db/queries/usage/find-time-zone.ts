import type { Database } from "@/db/client";

/** The organization's time zone, an IANA name. */
export async function findTimeZone({ sql }: Pick<Database, "sql">, organizationId: string): Promise<string> {
  const [row] = await sql<{ timeZone: string }[]>`
    select time_zone as "timeZone" from organization where id = ${organizationId}`;
  if (row === undefined) throw new Error(`organization ${organizationId} is not there`);
  return row.timeZone;
}
