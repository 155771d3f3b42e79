import type { Database } from "@/db/client";

/** Writes rows of `request_text`, given as JSON objects with the names `write_request_texts` knows; those that are there already stay. */
export async function writeRequestTexts(sql: Database["sql"], rows: readonly object[]): Promise<void> {
  if (rows.length > 0) await sql`select write_request_texts(${JSON.stringify(rows)}::text::jsonb)`;
}
