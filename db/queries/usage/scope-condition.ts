import type { Database } from "@/db/client";
import type { QuotaRow } from "../quotas-admin/list-quotas";

type Sql = Database["sql"];

/** How a table names what roll-ups and records name differently. */
interface Named {
  model(id: string | null): ReturnType<Sql>;
  endUser(user: string): ReturnType<Sql>;
  tag(tag: string): ReturnType<Sql>;
}

/** A quota's scope as a condition on a table of calls. */
export function scopeCondition(
  sql: Sql,
  {
    organizationId,
    scopeKind,
    scopeId,
    scopeModelId,
  }: Pick<QuotaRow, "organizationId" | "scopeKind" | "scopeId" | "scopeModelId">,
  { model, endUser, tag }: Named,
) {
  const everything = sql`organization_id = ${organizationId}`;
  switch (scopeKind) {
    case "organization":
      return everything;
    case "team":
      return sql`${everything} and team_id = ${scopeId}`;
    case "project":
      return sql`${everything} and project_id = ${scopeId}`;
    case "key":
      return sql`${everything} and key_id = ${scopeId}`;
    case "person":
      return sql`${everything} and person_id = ${scopeId}`;
    case "provider":
      return sql`${everything} and provider_id = ${scopeId}`;
    case "model":
      return sql`${everything} and ${model(scopeId)}`;
    case "key_model":
      return sql`${everything} and key_id = ${scopeId} and ${model(scopeModelId)}`;
    case "team_model":
      return sql`${everything} and team_id = ${scopeId} and ${model(scopeModelId)}`;
    case "end_user":
      return sql`${everything} and ${endUser(scopeId)}`;
    case "tag":
      return sql`${everything} and ${tag(scopeId)}`;
  }
}
