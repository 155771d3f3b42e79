import { randomBytes } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { isStoreFailure } from "@/db/pool/store-failure";
import { instanceSecret } from "@/db/schema";
import { type KeyEncryptionKeys, openWrapped } from "./open-wrapped";
import { type WrapPlace, wrapKey } from "./wrap-key";

const SECRET_BYTES = 32;

/** What an installation keeps one random secret for: `pepper` of every digest, seeds of the keys that sign proofs and audit evidence. */
export type InstanceSecretName = "pepper" | "proof_signing" | "audit_signing";

type InstanceSecretRow = typeof instanceSecret.$inferSelect;

/** Where a version of an instance secret lives, as its wrapping is bound to it. */
export function instanceSecretPlace(name: string, version: number): WrapPlace {
  return { table: "instance_secret", rowId: `${name}.${version}` };
}

/**
 * The installation's secret of that name, 32 bytes, made at random when there is none. It is not derived from GATEHOUSE_SECRET, so
 * rotating that never changes it; and it is stored only wrapped, so who reads the database has nothing. While the database is away,
 * the row that was `kept` is as good. Throws KeyringError.
 */
export async function loadInstanceSecret(
  database: Database,
  keks: KeyEncryptionKeys,
  name: InstanceSecretName,
  kept: InstanceSecretRow | null = null,
): Promise<{ bytes: Buffer; version: number }> {
  const row = await findOrCreate(database, keks, name).catch((error: unknown) => {
    if (kept !== null && isStoreFailure(error)) return kept;
    throw error;
  });
  return { bytes: openWrapped(keks, row, instanceSecretPlace(name, row.version)), version: row.version };
}

async function findOrCreate(database: Database, keks: KeyEncryptionKeys, name: InstanceSecretName) {
  return (await find(database, name)) ?? (await create(database, keks, name));
}

async function find(database: Database, name: InstanceSecretName) {
  const [row] = await database.orm
    .select()
    .from(instanceSecret)
    .where(eq(instanceSecret.name, name))
    .orderBy(desc(instanceSecret.version))
    .limit(1);
  return row;
}

async function create(database: Database, keks: KeyEncryptionKeys, name: InstanceSecretName) {
  const wrapped = wrapKey(keks.current, randomBytes(SECRET_BYTES), instanceSecretPlace(name, 1));
  // Two processes may start at once: the first row wins and both read it.
  await database.orm
    .insert(instanceSecret)
    .values({ name, version: 1, kekId: keks.current.id, wrapped })
    .onConflictDoNothing();
  const row = await find(database, name);
  if (row === undefined) throw new Error(`the instance secret ${name} was stored and is not there`);
  return row;
}
