import type { Database } from "@/db/client";

/** Takes back expired holds and leases that nobody asked for, and forgets the past of rolling minutes. Waits for no lock. */
export async function sweepQuotas(sql: Database["sql"]): Promise<void> {
  await sql`select quota_sweep()`;
}
