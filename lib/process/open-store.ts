import { join } from "node:path";
import { type EmbeddedPostgres, startEmbeddedPostgres } from "@/db/embedded";
import { migrate } from "@/db/migrate";
import type { Env } from "@/lib/env";
import { checkDatabase } from "./check-database";
import { explainDatabaseFailure } from "./explain-database-failure";
import { StartFailure } from "./start-failure";

export interface Store {
  url: string;
  /** Null when DATABASE_URL names a server of the operator's own. */
  embedded: EmbeddedPostgres | null;
}

/** The migrated database of this deployment: the operator's, or the embedded one. Throws StartFailure. */
export async function openStore(env: Env): Promise<Store> {
  const given = env.databaseUrl?.reveal();
  const store = given === undefined ? await openEmbedded(env.dataDir) : { url: given, embedded: null };
  try {
    if (store.embedded === null) await checkDatabase(store.url);
    await migrate(store.url);
    return store;
  } catch (error) {
    await store.embedded?.stop();
    throw explainDatabaseFailure(error, store.url);
  }
}

async function openEmbedded(dataDir: string): Promise<Store> {
  try {
    const embedded = await startEmbeddedPostgres({ dataDir: join(dataDir, "postgres") });
    return { url: embedded.url, embedded };
  } catch (error) {
    throw new StartFailure(error instanceof Error ? error.message : String(error), error);
  }
}
