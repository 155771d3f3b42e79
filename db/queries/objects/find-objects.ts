import type { Database } from "@/db/client";
import type { ObjectOwner } from "@/lib/objects/contract";

/** Those of the ids that are known and have not expired. */
export async function findObjects(
  sql: Database["sql"],
  ids: readonly string[],
): Promise<({ id: string } & ObjectOwner)[]> {
  if (ids.length === 0) return [];
  const rows = await sql<({ id: string } & ObjectOwner)[]>`
    select id, organization_id as "organizationId", project_id as "projectId", model_id as "modelId",
      deployment_id as "deploymentId", provider_id as "providerId"
    from upstream_object
    where id in (select json_array_elements_text(${JSON.stringify(ids)}::text::json)) and expires_at > now()`;
  return [...rows];
}
