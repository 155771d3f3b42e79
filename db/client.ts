import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import * as schema from "./schema";

export interface DatabaseOptions {
  /** Connections at most. */
  poolSize?: number;
  connectTimeoutSeconds?: number;
}

/** One pool, two faces: `orm` for queries that read well as drizzle, `sql` for the statements where every round trip counts. */
export interface Database {
  sql: postgres.Sql<{ bigint: bigint }>;
  orm: PostgresJsDatabase<typeof schema>;
  close(): Promise<void>;
}

/** Opens a pool on `url`. Nothing connects until the first query. `int8` columns read through `sql` are bigint. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const settings = {
    max: options.poolSize ?? 10,
    connect_timeout: options.connectTimeoutSeconds ?? 5,
    onnotice: ignoreNotice,
    types: { bigint: postgres.BigInt },
  };
  const sql = postgres(url, settings);
  // drizzle rewrites the parsers of the client it is given, so it gets a pool of its own.
  const ormClient = postgres(url, settings);
  return {
    sql,
    orm: drizzle(ormClient, { schema }),
    async close() {
      await Promise.all([sql.end({ timeout: 5 }), ormClient.end({ timeout: 5 })]);
    },
  };
}

/** Postgres notices ("relation already exists, skipping") tell an operator nothing. */
function ignoreNotice(): void {
  return;
}
