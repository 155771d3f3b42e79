import { randomBytes } from "node:crypto";
import { and, asc, eq, isNull } from "drizzle-orm";
import type { Database } from "@/db/client";
import { dataKey } from "@/db/schema";
import { newId } from "./new-id";
import { type KeyEncryptionKeys, openWrapped } from "./open-wrapped";
import { wrapKey } from "./wrap-key";

const KEY_BYTES = 32;

interface OpenDataKey {
  id: string;
  organizationId: string;
  key: Buffer;
}

/** The organizations' data keys, opened and kept in memory. */
export interface DataKeys {
  /** Makes sure the organization's key is in memory, creating it the first time. */
  ready(organizationId: string): Promise<void>;
  /** The key to seal with. */
  current(organizationId: string): Promise<OpenDataKey>;
  /** A key to unseal with; null when the organization has none with this id. */
  find(organizationId: string, id: string): Promise<OpenDataKey | null>;
}

type DataKeyRow = typeof dataKey.$inferSelect;

/**
 * Data keys of `database`, opened with `keks`; those of `kept` are there even when the database is not. Throws KeyringError for one
 * that neither key-encryption key opens.
 */
export function openDataKeys(database: Database, keks: KeyEncryptionKeys, kept: readonly DataKeyRow[]): DataKeys {
  const keptById = new Map(kept.map((row) => [row.id, row]));
  const byId = new Map<string, OpenDataKey>();
  const currentOf = new Map<string, Promise<OpenDataKey>>();

  function remember(row: DataKeyRow): OpenDataKey {
    const known = byId.get(row.id);
    if (known !== undefined) return known;
    const key = openWrapped(keks, row, { table: "data_key", rowId: row.id });
    const opened = { id: row.id, organizationId: row.organizationId, key };
    byId.set(row.id, opened);
    return opened;
  }

  async function findOrCreate(organizationId: string): Promise<OpenDataKey> {
    return remember((await oldest(database, organizationId)) ?? (await create(database, keks, organizationId)));
  }

  function current(organizationId: string): Promise<OpenDataKey> {
    const known = currentOf.get(organizationId);
    if (known !== undefined) return known;
    const made = findOrCreate(organizationId);
    currentOf.set(organizationId, made);
    made.catch(() => currentOf.delete(organizationId));
    return made;
  }

  return {
    current,
    async ready(organizationId) {
      await current(organizationId);
    },
    async find(organizationId, id) {
      const known = byId.get(id) ?? (await load(id));
      return known?.organizationId === organizationId ? known : null;
    },
  };

  async function load(id: string): Promise<OpenDataKey | null> {
    const known = keptById.get(id);
    if (known !== undefined) return remember(known);
    const [row] = await database.orm.select().from(dataKey).where(eq(dataKey.id, id)).limit(1);
    return row ? remember(row) : null;
  }
}

async function oldest(database: Database, organizationId: string) {
  const [row] = await database.orm
    .select()
    .from(dataKey)
    .where(and(eq(dataKey.organizationId, organizationId), isNull(dataKey.retiredAt)))
    .orderBy(asc(dataKey.id))
    .limit(1);
  return row;
}

async function create(database: Database, keks: KeyEncryptionKeys, organizationId: string) {
  const id = newId("dk");
  const wrapped = wrapKey(keks.current, randomBytes(KEY_BYTES), { table: "data_key", rowId: id });
  await database.orm.insert(dataKey).values({ id, organizationId, kekId: keks.current.id, wrapped });
  // Two processes may create one at the same moment: both then seal with the older.
  const row = await oldest(database, organizationId);
  if (row === undefined) throw new Error("the data key was stored and is not there");
  return row;
}
