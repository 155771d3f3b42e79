import type { Database } from "@/db/client";

/** Moves `last_used_at` of secrets forward; never back, whichever process writes last. */
export async function recordSecretUse(sql: Database["sql"], uses: ReadonlyMap<string, number>): Promise<void> {
  const ids = [...uses.keys()];
  const times = [...uses.values()].map((at) => new Date(at).toISOString());
  await sql`
    update key_secret s
    set last_used_at = greatest(s.last_used_at, used.at)
    from unnest(${ids}::text[], ${times}::text[]::timestamptz[]) as used (id, at)
    where s.id = used.id`;
}
