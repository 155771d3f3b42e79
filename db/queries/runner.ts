import type { PgDatabase } from "drizzle-orm/pg-core";
import type { PostgresJsQueryResultHKT } from "drizzle-orm/postgres-js";
import type * as schema from "../schema";

/** What a query runs on: the pool, or the one transaction that everything it belongs to shares. */
export type Runner = PgDatabase<PostgresJsQueryResultHKT, typeof schema>;
