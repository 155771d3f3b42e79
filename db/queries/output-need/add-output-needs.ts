import type { Database } from "@/db/client";

export interface OutputNeedRow {
  keyId: string;
  modelId: string;
  /** Answers per slot. */
  counts: number[];
}

/**
 * Adds answers to the histograms of their keys and models and gives the sums back. A histogram of more than `fadeAbove` answers is
 * halved. In one order, so processes that write the same rows wait for each other and never lock each other out.
 */
export async function addOutputNeeds(
  sql: Database["sql"],
  rows: readonly (OutputNeedRow & { organizationId: string })[],
  fadeAbove: number,
): Promise<OutputNeedRow[]> {
  if (rows.length === 0) return [];
  const added = JSON.stringify(rows);
  const sums = await sql<{ keyId: string; modelId: string; counts: number[] }[]>`
    insert into output_need as known (organization_id, key_id, model_id, counts)
    select added."organizationId", added."keyId", added."modelId", added.counts
    from json_to_recordset(${added}::text::json)
      as added("organizationId" text, "keyId" text, "modelId" text, counts bigint[])
    order by added."keyId", added."modelId"
    on conflict (key_id, model_id) do update set updated_at = now(), counts = (
      select array_agg(case when slot.total > ${fadeAbove} then slot.answers / 2 else slot.answers end order by slot.n)
      from (
        select n, coalesce(known.counts[n], 0) + coalesce(excluded.counts[n], 0) as answers,
          sum(coalesce(known.counts[n], 0) + coalesce(excluded.counts[n], 0)) over () as total
        from generate_series(1, greatest(cardinality(known.counts), cardinality(excluded.counts))) as n
      ) as slot)
    returning key_id as "keyId", model_id as "modelId", counts::float8[] as counts`;
  return [...sums];
}
