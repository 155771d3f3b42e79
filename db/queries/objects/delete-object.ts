import type { Database } from "@/db/client";

/** Removes one id; nothing happens where it is not known. */
export async function deleteObject(sql: Database["sql"], id: string): Promise<void> {
  await sql`delete from upstream_object where id = ${id}`;
}
