import { AdminError } from "@/lib/errors/admin-error";

/** A transaction that began this long before a tail was read may still commit rows the tail did not see. */
export const TAIL_OVERLAP_MS = 2_000;

/** Behind this the next tail looks. */
export function tailCursor(readAt: Date): string {
  return new Date(readAt.getTime() - TAIL_OVERLAP_MS).toISOString();
}

/** The moment in a cursor of ours. Throws AdminError `invalid_cursor`. */
export function readTailCursor(after: string): Date {
  const since = new Date(after);
  if (!Number.isNaN(since.getTime())) return since;
  throw new AdminError("invalid_cursor", "Send back a tailCursor exactly as this route gave it, or leave after out.");
}
