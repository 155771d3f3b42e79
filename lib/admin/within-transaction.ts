import type { Database } from "@/db/client";
import type { Runner } from "@/db/queries/runner";
import type { AdminContext } from "./context";

/**
 * A context inside a transaction that is open: every verb becomes a savepoint of it, so all hold or none. Nothing may be sealed
 * there, because data keys live on another connection, which cannot see what this one has not committed. For bootstrap and seeds.
 */
export function withinTransaction(context: AdminContext, run: Runner): AdminContext {
  const { database, keyring } = context;
  return {
    ...context,
    database: { ...database, orm: run as Database["orm"], close: () => Promise.resolve() },
    keyring: { ...keyring, ready: () => Promise.resolve() },
  };
}
