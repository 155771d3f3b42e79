import type { Database } from "@/db/client";
import type { PriceTier } from "@/db/schema/price";
import type { SealedSecret } from "@/db/schema/provider";
import type { BrownOutStep } from "@/db/schema/team";
import type { JsonObject } from "@/lib/llm/json";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { TargetCapabilities } from "@/lib/providers/contract";
import type { OnStoreDown, QuotaScopeKind, QuotaUnit, QuotaWindow } from "@/lib/quotas/contract";

export interface PolicyRows {
  organization: { id: string; name: string; timeZone: string; version: bigint };
  models: {
    id: string;
    name: string;
    title: string;
    kind: ModelKind;
    contextWindow: number | null;
    maxOutputTokens: number | null;
    defaultMaxTokens: number | null;
    capabilities: TargetCapabilities;
    createdAt: Date;
  }[];
  aliases: { name: string; projectId: string | null; modelName: string }[];
  deployments: {
    id: string;
    modelId: string;
    priority: number;
    upstreamModel: string;
    credentialId: string | null;
    adapter: string;
    providerId: string;
    providerName: string;
    baseUrl: string;
    simulated: boolean;
    settings: JsonObject;
  }[];
  prices: {
    id: string;
    providerId: string;
    upstreamModel: string;
    version: number;
    source: string;
    tiers: PriceTier[];
  }[];
  credentials: { id: string; sealed: SealedSecret; allowedOrigin: string }[];
  quotas: {
    id: string;
    scopeKind: QuotaScopeKind;
    scopeId: string;
    scopeName: string;
    scopeModelId: string | null;
    unit: QuotaUnit;
    window: QuotaWindow;
    windowDays: number | null;
    anchor: string | null;
    limit: bigint;
    hard: boolean;
    shadow: boolean;
    onStoreDown: OnStoreDown;
    maxCallPercent: number;
  }[];
  /** Those that run or begin later. */
  grants: { quotaId: string; amount: bigint; startsAt: Date; endsAt: Date }[];
  teams: { id: string; name: string; archived: boolean }[];
  projects: {
    id: string;
    name: string;
    teamId: string;
    archived: boolean;
    brownOut: BrownOutStep[];
    keepsText?: boolean;
  }[];
}

/** The policy version of the only organization; null on an empty database. One primary-key read. */
export async function readPolicyVersion(database: Pick<Database, "sql">): Promise<number | null> {
  const [row] = await database.sql<
    { version: bigint }[]
  >`select version from policy_version order by organization_id limit 1`;
  return row === undefined ? null : Number(row.version);
}

/** Everything a gateway enforces but the keys, as of one moment (one repeatable-read transaction). Null on an empty database. */
export async function loadPolicyRows(database: Pick<Database, "sql">): Promise<PolicyRows | null> {
  return database.sql.begin("isolation level repeatable read read only", async (sql) => {
    const [organization] = await sql<PolicyRows["organization"][]>`
      select o.id, o.name, o.time_zone as "timeZone", v.version
      from organization o join policy_version v on v.organization_id = o.id
      order by o.id limit 1`;
    if (organization === undefined) return null;
    const { id } = organization;
    const models = await sql<PolicyRows["models"]>`
      select id, name, title, kind, context_window as "contextWindow", max_output_tokens as "maxOutputTokens", default_max_tokens as "defaultMaxTokens",
        capabilities, created_at as "createdAt"
      from model where organization_id = ${id} and status = 'active'`;
    const deployments = await sql<PolicyRows["deployments"]>`
      select d.id, d.model_id as "modelId", d.priority, d.upstream_model as "upstreamModel", d.credential_id as "credentialId",
        p.adapter, p.id as "providerId", p.name as "providerName", p.base_url as "baseUrl", p.simulated, p.settings
      from deployment d join provider p on p.id = d.provider_id
      where d.organization_id = ${id} and d.status = 'active' and p.status = 'active'
      order by d.priority, d.id`;
    const aliases = await sql<PolicyRows["aliases"]>`
      select name, project_id as "projectId", model_name as "modelName" from model_alias where organization_id = ${id} order by id`;
    const prices = await sql<PolicyRows["prices"]>`
      select distinct on (provider_id, upstream_model) id, provider_id as "providerId", upstream_model as "upstreamModel", version, source, tiers
      from price_version where organization_id = ${id} and effective_from <= now()
      order by provider_id, upstream_model, version desc`;
    const credentials = await sql<PolicyRows["credentials"]>`
      select id, sealed, allowed_origin as "allowedOrigin" from credential where organization_id = ${id}`;
    const quotas = await sql<PolicyRows["quotas"]>`
      select q.id, q.scope_kind as "scopeKind", q.scope_id as "scopeId", q.scope_model_id as "scopeModelId", q.unit, q."window",
        q.window_days as "windowDays", q.anchor::text as anchor, q."limit", q.hard, q.shadow, q.on_store_down as "onStoreDown",
        q.max_call_percent as "maxCallPercent",
        concat_ws(' at ', coalesce(t.name, pr.name, k.name, o.name, pe.name, m.name, pv.name, q.scope_id), sm.name) as "scopeName"
      from quota q
        left join organization o on q.scope_kind = 'organization' and o.id = q.scope_id
        left join team t on q.scope_kind in ('team', 'team_model') and t.id = q.scope_id
        left join project pr on q.scope_kind = 'project' and pr.id = q.scope_id
        left join virtual_key k on q.scope_kind in ('key', 'key_model') and k.id = q.scope_id
        left join person pe on q.scope_kind = 'person' and pe.id = q.scope_id
        left join model m on q.scope_kind = 'model' and m.id = q.scope_id
        left join provider pv on q.scope_kind = 'provider' and pv.id = q.scope_id
        left join model sm on sm.id = q.scope_model_id
      where q.organization_id = ${id} and q.archived_at is null
      order by q.id`;
    const grants = await sql<PolicyRows["grants"]>`
      select g.quota_id as "quotaId", g.amount, g.starts_at as "startsAt", g.ends_at as "endsAt"
      from quota_grant g join quota q on q.id = g.quota_id
      where g.organization_id = ${id} and g.revoked_at is null and g.ends_at > now() and q.archived_at is null
      order by g.starts_at, g.id`;
    const teams = await sql<PolicyRows["teams"]>`
      select id, name, archived_at is not null as archived from team where organization_id = ${id}`;
    const projects = await sql<PolicyRows["projects"]>`
      select id, name, team_id as "teamId", archived_at is not null as archived, brown_out as "brownOut",
        coalesce(text_tier, (select text_tier from organization where id = ${id})) = 'text' as "keepsText"
      from project where organization_id = ${id}`;
    return { organization, models, aliases, deployments, prices, credentials, quotas, grants, teams, projects };
  });
}
