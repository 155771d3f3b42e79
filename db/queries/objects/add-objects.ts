import type { Database } from "@/db/client";
import type { ObjectOwner } from "@/lib/objects/contract";

/** Notes ids as the owner's for 30 days. An id that is somebody's already stays theirs; the others are given back. Also clears away a few that expired. */
export async function addObjects(sql: Database["sql"], ids: readonly string[], owner: ObjectOwner): Promise<string[]> {
  if (ids.length === 0) return [];
  const { organizationId, projectId, modelId, deploymentId, providerId } = owner;
  const rows = await sql<{ id: string }[]>`
    with expired as (
      delete from upstream_object where id in (
        select id from upstream_object where expires_at < now() order by expires_at limit 100 for update skip locked))
    insert into upstream_object
      (id, organization_id, project_id, model_id, deployment_id, provider_id, expires_at)
    select id, ${organizationId}, ${projectId}, ${modelId}, ${deploymentId}, ${providerId}, now() + interval '30 days'
    from json_array_elements_text(${JSON.stringify(ids)}::text::json) as id
    on conflict (id) do nothing
    returning id`;
  return rows.map(({ id }) => id);
}
