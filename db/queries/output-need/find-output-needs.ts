import type { Database } from "@/db/client";
import type { OutputNeedRow } from "./add-output-needs";

/** The histograms of these keys at these models; pairs nobody has written are missing. */
export async function findOutputNeeds(
  sql: Database["sql"],
  pairs: readonly { keyId: string; modelId: string }[],
): Promise<OutputNeedRow[]> {
  if (pairs.length === 0) return [];
  const rows = await sql<{ keyId: string; modelId: string; counts: number[] }[]>`
    select known.key_id as "keyId", known.model_id as "modelId", known.counts::float8[] as counts
    from json_to_recordset(${JSON.stringify(pairs)}::text::json) as asked("keyId" text, "modelId" text)
      join output_need known on known.key_id = asked."keyId" and known.model_id = asked."modelId"
    order by known.key_id, known.model_id`;
  return [...rows];
}
