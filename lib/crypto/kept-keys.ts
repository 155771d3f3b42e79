import { desc, eq } from "drizzle-orm";
import type { Database } from "@/db/client";
import { dataKey, instanceSecret } from "@/db/schema";

const DATA_KEYS_MAX = 1_000;

/** The keyring's rows, wrapped as the database has them: what a process needs to open seals while the database is away. */
export interface KeptKeys {
  pepper: typeof instanceSecret.$inferSelect;
  dataKeys: (typeof dataKey.$inferSelect)[];
}

/** What to keep of the keyring; null before there is a pepper. The newest data keys come first, at most 1,000. */
export async function readKeptKeys(database: Pick<Database, "orm">): Promise<KeptKeys | null> {
  const [pepper] = await database.orm
    .select()
    .from(instanceSecret)
    .where(eq(instanceSecret.name, "pepper"))
    .orderBy(desc(instanceSecret.version))
    .limit(1);
  const dataKeys = await database.orm.select().from(dataKey).orderBy(desc(dataKey.id)).limit(DATA_KEYS_MAX);
  return pepper === undefined ? null : { pepper, dataKeys };
}
