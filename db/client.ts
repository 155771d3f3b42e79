import { drizzle, type PostgresJsDatabase } from "drizzle-orm/postgres-js";
import postgres from "postgres";
import { learnArrays } from "./pool/array-types";
import { boundedClient } from "./pool/bounded-client";
import { BoundedPool } from "./pool/bounded-pool";
import { Breaker, type StoreHealth } from "./pool/breaker";
import * as schema from "./schema";

export interface DatabaseOptions {
  /** Connections at most, for each of the two faces. */
  poolSize?: number;
  connectTimeoutSeconds?: number;
  /** What the pool is called in logs and on the health page. */
  name?: string;
  /** How long any query or transaction may take from the moment it is asked, unless `within` says otherwise. */
  deadlineMs?: number;
  /** Told once whenever the store begins or ceases to answer. */
  onHealthChange?: (health: StoreHealth) => void;
}

/** What queries run on: `orm` for those that read well as drizzle, `sql` for the statements where every round trip counts. */
export interface DatabaseFaces {
  sql: postgres.Sql<{ bigint: bigint }>;
  orm: PostgresJsDatabase<typeof schema>;
}

/** One store, two faces. Nothing that is asked of either waits longer than its deadline, queueing counted. */
export interface Database extends DatabaseFaces {
  /** The same pool with another deadline: short for what a call waits for, long for what says so. */
  within(deadlineMs: number): DatabaseFaces;
  /** How the store does, as far as this pool can tell. */
  health(): StoreHealth;
  close(): Promise<void>;
}

/** A safety net for what says nothing; a process says what it wants (lib/runtime). */
const DEADLINE_MS = 30_000;
/** The server gives up by itself on what a client that died left running, or left open in the middle of a transaction. */
const STATEMENT_LIMIT_MS = 5 * 60_000;
const IDLE_TRANSACTION_LIMIT_MS = 60_000;
const CLOSE_MS = 5_000;

/** Opens a pool on `url`. Nothing connects until the first query. `int8` columns read through `sql` are bigint. */
export function openDatabase(url: string, options: DatabaseOptions = {}): Database {
  const { name = "main", poolSize = 10, deadlineMs = DEADLINE_MS } = options;
  const settings = driverSettings(options);
  const sqlModel = postgres(url, settings);
  // drizzle rewrites the parsers of the client it is given, so it gets a pool of its own.
  const ormModel = postgres(url, settings);
  for (const model of [sqlModel, ormModel]) learnArrays(model);
  const breaker: Breaker = new Breaker({ pool: name, probe: () => sqlPool.probe(), onChange: options.onHealthChange });
  const sqlPool: BoundedPool = new BoundedPool(sqlModel, { size: poolSize, breaker });
  const ormPool = new BoundedPool(ormModel, { size: poolSize, breaker });
  const within = (ms: number): DatabaseFaces => ({
    sql: boundedClient(sqlModel, sqlPool, ms),
    orm: drizzle(boundedClient(ormModel, ormPool, ms), { schema }),
  });
  return {
    ...within(deadlineMs),
    within,
    health: () => breaker.health,
    async close() {
      breaker.stop();
      await Promise.all([sqlPool.close(CLOSE_MS), ormPool.close(CLOSE_MS), sqlModel.end({ timeout: 0 })]);
    },
  };
}

function driverSettings(options: DatabaseOptions) {
  return {
    max: 1,
    connect_timeout: options.connectTimeoutSeconds ?? 5,
    onnotice: ignoreNotice,
    // See learnArrays: asking for them would be a query that nobody waits for.
    fetch_types: false,
    types: { bigint: postgres.BigInt },
    connection: {
      application_name: `gatehouse ${options.name ?? "main"}`,
      // Sums over many columns are estimated dear enough to be compiled, which takes longer than adding them up.
      jit: "off",
      statement_timeout: STATEMENT_LIMIT_MS,
      idle_in_transaction_session_timeout: IDLE_TRANSACTION_LIMIT_MS,
    },
  };
}

/** Postgres notices ("relation already exists, skipping") tell an operator nothing. */
function ignoreNotice(): void {
  return;
}
