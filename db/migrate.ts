import { fileURLToPath } from "node:url";
import { type MigrationMeta, readMigrationFiles } from "drizzle-orm/migrator";
import postgres from "postgres";
import { withDeadline } from "./queries/with-deadline";

/** "gate" in ASCII: processes that migrate one database at the same time meet at this advisory lock. */
const MIGRATION_LOCK = 0x67617465;
const WAIT_FOR_OTHER_PROCESS = "120s";
/** DDL that waits longer than this behind live traffic would make that traffic queue behind it. */
const WAIT_FOR_TABLE = "10s";
/** For all migrations together; a server that falls silent in the middle must not hold a start for ever. */
const DEADLINE_MS = 30 * 60_000;

/** The folder of SQL files; the same distance from db/ and from the bundle in dist/. */
export const MIGRATIONS_FOLDER = fileURLToPath(new URL("../drizzle", import.meta.url));

/**
 * Brings the database at `url` to the newest schema: everything or nothing, in one transaction, one process at a time.
 * Reads drizzle's folder and keeps drizzle's own table; drizzle's migrator itself has no lock and, on this driver, cannot run
 * inside a transaction that holds one. A transaction's lock also works behind a pooler, where a session's does not.
 * Throws the server's own error, e.g. 55P03 when a table stays locked by something else.
 */
export async function migrate(url: string): Promise<void> {
  const migrations = readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER });
  const client = postgres(url, { max: 1, connect_timeout: 10, onnotice: () => undefined });
  try {
    const migrated = client.begin(async (transaction) => {
      await transaction.unsafe(`set local lock_timeout = '${WAIT_FOR_OTHER_PROCESS}'`);
      await transaction.unsafe(`select pg_advisory_xact_lock(${MIGRATION_LOCK})`);
      await transaction.unsafe(`set local lock_timeout = '${WAIT_FOR_TABLE}'`);
      const newest = await newestApplied(transaction);
      for (const migration of migrations) {
        if (migration.folderMillis > newest) await apply(transaction, migration);
      }
    });
    await withDeadline(migrated, DEADLINE_MS);
  } finally {
    await client.end({ timeout: 5 });
  }
}

async function newestApplied(transaction: postgres.TransactionSql): Promise<number> {
  await transaction`create schema if not exists drizzle`;
  await transaction`create table if not exists drizzle.__drizzle_migrations (
    id serial primary key, hash text not null, created_at bigint)`;
  const [row] = await transaction`select max(created_at) as newest from drizzle.__drizzle_migrations`;
  return Number(row?.newest ?? 0);
}

async function apply(transaction: postgres.TransactionSql, migration: MigrationMeta): Promise<void> {
  for (const statement of migration.sql) await transaction.unsafe(statement);
  await transaction`insert into drizzle.__drizzle_migrations (hash, created_at)
    values (${migration.hash}, ${migration.folderMillis})`;
}

let newest: number | null = null;

/** The moment of the newest migration in the folder: names the schema that this build works with. */
export function newestMigration(): number {
  newest ??= Math.max(0, ...readMigrationFiles({ migrationsFolder: MIGRATIONS_FOLDER }).map((one) => one.folderMillis));
  return newest;
}
