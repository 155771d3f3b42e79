import { AdminError } from "@/lib/errors/admin-error";

/** A page as a query gives it: at most `limit` rows, and the position of the last one when more follow. */
export interface Page<Row> {
  items: Row[];
  /** Opaque; null at the end. */
  nextCursor: string | null;
}

const CURSOR_PART = /^[^\p{Cc}\p{Cs}]{1,200}$/u;
const MAX_CURSOR_CHARACTERS = 2048;

/** An opaque cursor holding the sort key of the last row shown, as texts in sort order. It selects a position, never a scope. */
export function writeCursor(parts: readonly string[]): string {
  return Buffer.from(JSON.stringify(parts)).toString("base64url");
}

/** The sort key in a cursor of ours with exactly `count` parts. Throws AdminError `invalid_cursor` for anything else. */
export function readCursor(cursor: string, count: number): string[] {
  const parts = cursor.length <= MAX_CURSOR_CHARACTERS ? parseParts(cursor) : null;
  if (parts === null || parts.length !== count) throw invalidCursor();
  return parts;
}

/** The refusal of a cursor that no page gave. */
export function invalidCursor(): AdminError {
  return new AdminError("invalid_cursor", "Send back a nextCursor exactly as this route gave it, or leave cursor out.");
}

/** Turns `limit + 1` rows into a page. */
export function pageOf<Row>(rows: readonly Row[], limit: number, keyOf: (row: Row) => readonly string[]): Page<Row> {
  const items = rows.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: rows.length > limit && last !== undefined ? writeCursor(keyOf(last)) : null };
}

function parseParts(cursor: string): string[] | null {
  let value: unknown;
  try {
    value = JSON.parse(Buffer.from(cursor, "base64url").toString("utf8"));
  } catch {
    return null;
  }
  if (!Array.isArray(value) || !value.every(isPart)) return null;
  return value;
}

function isPart(value: unknown): value is string {
  return typeof value === "string" && CURSOR_PART.test(value);
}
