import { randomBytes } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { instanceSecret } from "@/db/schema";
import { type KeyEncryptionKeys, openWrapped } from "./open-wrapped";
import { type WrapPlace, wrapKey } from "./wrap-key";

const SECRET_BYTES = 32;

/** What an installation keeps one random secret for: `pepper` of every digest, `proof_signing` seed of the key that signs proofs. */
export type InstanceSecretName = "pepper" | "proof_signing";

/** Where a version of an instance secret lives, as its wrapping is bound to it. */
export function instanceSecretPlace(name: string, version: number): WrapPlace {
  return { table: "instance_secret", rowId: `${name}.${version}` };
}

/**
 * The installation's secret of that name, 32 bytes, made at random when there is none. It is not derived from GATEHOUSE_SECRET, so
 * rotating that never changes it; and it is stored only wrapped, so who reads the database has nothing. Throws KeyringError.
 */
export async function loadInstanceSecret(
  database: Database,
  keks: KeyEncryptionKeys,
  name: InstanceSecretName,
): Promise<{ bytes: Buffer; version: number }> {
  const row = (await find(database, name)) ?? (await create(database, keks, name));
  return { bytes: openWrapped(keks, row, instanceSecretPlace(name, row.version)), version: row.version };
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
