import { join } from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import { isStoreFailure } from "@/db/pool/store-failure";
import type { Env } from "@/lib/env";
import { readLastKnown } from "@/lib/runtime/last-known";
import { createLogger } from "@/lib/telemetry/logger";
import { checkDatabase } from "./check-database";
import { explainDatabaseFailure } from "./explain-database-failure";
import { StartFailure } from "./start-failure";

export interface Store {
  url: string;
  /** Null when DATABASE_URL names a server of the operator's own. */
  embedded: EmbeddedPostgres | null;
  /** Why it cannot be used right now, although an earlier process left what it knew; null when it is open and migrated. */
  away: StartFailure | null;
}

/**
 * The migrated database of this deployment: the operator's, or the embedded one. One that does not answer is `away` when there is a
 * last known policy to serve meanwhile. Throws StartFailure.
 */
export async function openStore(env: Env): Promise<Store> {
  const given = env.databaseUrl?.reveal();
  const store = given === undefined ? await openEmbedded(env.dataDir) : { url: given, embedded: null, away: null };
  try {
    if (store.embedded === null) await checkDatabase(store.url);
    await migrate(store.url);
    return store;
  } catch (error) {
    await store.embedded?.stop();
    const failure = explainDatabaseFailure(error, store.url);
    if (given !== undefined && isStoreFailure(failure) && (await canServe(env))) return { ...store, away: failure };
    throw failure;
  }
}

/** Whether an earlier process left what this one could serve from. */
async function canServe(env: Env): Promise<boolean> {
  return (await readLastKnown(env, createLogger("silent"))) !== null;
}

async function openEmbedded(dataDir: string): Promise<Store> {
  try {
    const embedded = await startEmbeddedPostgres({ dataDir: join(dataDir, "postgres") });
    return { url: embedded.url, embedded, away: null };
  } catch (error) {
    throw new StartFailure(error instanceof Error ? error.message : String(error), error);
  }
}
