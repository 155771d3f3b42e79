import { and, eq, ne, sql } from "drizzle-orm";
import type { Database } from "@/db/client";
import { dataKey, instanceSecret } from "@/db/schema";
import type { RewrapProgress } from "./keyring-contract";
import { instanceSecretPlace } from "./load-instance-secret";
import { type KeyEncryptionKeys, openWrapped } from "./open-wrapped";
import { wrapKey } from "./wrap-key";

const BATCH = 100;

/** Moves every key that the previous key-encryption key wraps to the current one, in small transactions that skip what others work on. */
export async function rewrapAll(database: Database, keks: KeyEncryptionKeys): Promise<RewrapProgress> {
  let rewrapped = 0;
  for (let moved = -1; moved !== 0; rewrapped += moved) {
    moved = (await rewrapDataKeys(database, keks)) + (await rewrapInstanceSecrets(database, keks));
  }
  return { rewrapped, remaining: await countOthers(database, keks) };
}

async function rewrapDataKeys(database: Database, keks: KeyEncryptionKeys): Promise<number> {
  const { previous, current } = keks;
  if (previous === null) return 0;
  return database.orm.transaction(async (run) => {
    const rows = await run
      .select()
      .from(dataKey)
      .where(eq(dataKey.kekId, previous.id))
      .limit(BATCH)
      .for("update", { skipLocked: true });
    for (const row of rows) {
      const place = { table: "data_key", rowId: row.id } as const;
      const wrapped = wrapKey(current, openWrapped(keks, row, place), place);
      await run.update(dataKey).set({ kekId: current.id, wrapped }).where(eq(dataKey.id, row.id));
    }
    return rows.length;
  });
}

async function rewrapInstanceSecrets(database: Database, keks: KeyEncryptionKeys): Promise<number> {
  const { previous, current } = keks;
  if (previous === null) return 0;
  return database.orm.transaction(async (run) => {
    const rows = await run
      .select()
      .from(instanceSecret)
      .where(eq(instanceSecret.kekId, previous.id))
      .limit(BATCH)
      .for("update", { skipLocked: true });
    for (const row of rows) {
      const place = instanceSecretPlace(row.name, row.version);
      const wrapped = wrapKey(current, openWrapped(keks, row, place), place);
      await run
        .update(instanceSecret)
        .set({ kekId: current.id, wrapped })
        .where(and(eq(instanceSecret.name, row.name), eq(instanceSecret.version, row.version)));
    }
    return rows.length;
  });
}

async function countOthers(database: Database, keks: KeyEncryptionKeys): Promise<number> {
  const count = { n: sql<number>`count(*)::int` };
  const [keys] = await database.orm.select(count).from(dataKey).where(ne(dataKey.kekId, keks.current.id));
  const [secrets] = await database.orm
    .select(count)
    .from(instanceSecret)
    .where(ne(instanceSecret.kekId, keks.current.id));
  return (keys?.n ?? 0) + (secrets?.n ?? 0);
}
