import type { Database } from "@/db/client";

/** How many processes, of all organizations on this store, spoke of quotas in the last ten minutes. */
export async function countProcesses(sql: Database["sql"]): Promise<number> {
  const [row] = await sql<{ live: number }[]>`
    select count(*)::int as live from quota_process where seen_at > now() - interval '10 minutes'`;
  return row?.live ?? 0;
}
