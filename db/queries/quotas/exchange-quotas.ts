import type { Database } from "@/db/client";
import type { Answer, Message } from "@/lib/quotas/statement";

/** Runs one statement of the quota protocol; carried out at most once per process and sequence number, all or nothing. */
export async function exchangeQuotas(
  sql: Database["sql"],
  processId: string,
  statement: { sequence: number; message: Message },
): Promise<Answer> {
  const [row] = await sql<{ answer: Answer }[]>`
    select quota_exchange(${processId}, ${statement.sequence}, ${JSON.stringify(statement.message)}::text::jsonb) as answer`;
  if (row === undefined) throw new Error("quota_exchange answered no row");
  return row.answer;
}
