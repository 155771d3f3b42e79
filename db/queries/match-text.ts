import { type SQL, type SQLWrapper, sql } from "drizzle-orm";

/** `column` holds `text` anywhere, in any case. `%` and `_` in the text mean themselves. */
export function matchesText(column: SQLWrapper, text: string): SQL {
  const pattern = `%${text.replaceAll(/[\\%_]/g, (character) => `\\${character}`)}%`;
  return sql`${column} ilike ${pattern}`;
}
