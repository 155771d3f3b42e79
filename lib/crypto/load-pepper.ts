import { randomBytes } from "node:crypto";
import { desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { instanceSecret } from "@/db/schema";
import { type KeyEncryptionKeys, openWrapped } from "./open-wrapped";
import { type WrapPlace, wrapKey } from "./wrap-key";

const NAME = "pepper";
const PEPPER_BYTES = 32;

/** Where a version of the pepper lives, as its wrapping is bound to it. */
export function pepperPlace(name: string, version: number): WrapPlace {
  return { table: "instance_secret", rowId: `${name}.${version}` };
}

/**
 * The pepper, made at random when there is none. It is not derived from GATEHOUSE_SECRET, so rotating that never invalidates a
 * virtual key; and it is stored only wrapped, so who reads the database cannot test guesses. Throws KeyringError.
 */
export async function loadPepper(
  database: Database,
  keks: KeyEncryptionKeys,
): Promise<{ pepper: Buffer; version: number }> {
  const row = (await findPepper(database)) ?? (await createPepper(database, keks));
  return { pepper: openWrapped(keks, row, pepperPlace(NAME, row.version)), version: row.version };
}

async function findPepper(database: Database) {
  const [row] = await database.orm
    .select()
    .from(instanceSecret)
    .where(eq(instanceSecret.name, NAME))
    .orderBy(desc(instanceSecret.version))
    .limit(1);
  return row;
}

async function createPepper(database: Database, keks: KeyEncryptionKeys) {
  const wrapped = wrapKey(keks.current, randomBytes(PEPPER_BYTES), pepperPlace(NAME, 1));
  // Two processes may start at once: the first row wins and both read it.
  await database.orm
    .insert(instanceSecret)
    .values({ name: NAME, version: 1, kekId: keks.current.id, wrapped })
    .onConflictDoNothing();
  const row = await findPepper(database);
  if (row === undefined) throw new Error("the pepper was stored and is not there");
  return row;
}
