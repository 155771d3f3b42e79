import type { Database } from "@/db/client";
import type { AttemptRecord, PriceTier, TraceStep } from "@/db/schema";
import type { ServiceTier, TokenUsage } from "@/lib/llm/usage";
import { LIST_COLUMNS, type RecordRow } from "./record-columns";
import { type RecordScope, withinScope } from "./record-scope";

/** The version a record was priced with. */
export interface RecordPrice {
  id: string;
  version: number;
  source: string;
  effectiveFrom: Date;
  tiers: PriceTier[];
}

/** Everything one record holds, with names. */
export interface FullRecord extends RecordRow {
  deploymentId: string | null;
  usage: TokenUsage;
  price: RecordPrice | null;
  attempts: AttemptRecord[];
  trace: TraceStep[];
  /** Exact, in pico-USD; null on records from before it was kept, and where the cost is unknown. */
  costPicos: string | null;
  serviceTier: ServiceTier | null;
  endUser: string | null;
  sessionId: string | null;
  personId: string | null;
  tags: string[] | null;
  clientAddress: string | null;
  userAgent: string | null;
  recordedAt: Date;
}

type FoundRow = RecordRow &
  TokenUsage &
  Omit<FullRecord, keyof RecordRow | "usage" | "price"> & {
    priceId: string | null;
    priceVersion: number;
    priceSource: string;
    priceEffectiveFrom: Date;
    priceTiers: PriceTier[];
  };

const DETAIL_COLUMNS = `${LIST_COLUMNS},
  page.cost_picos::text as "costPicos", page.service_tier as "serviceTier",
  page.deployment_id as "deploymentId", page.attempts, page.trace, page.end_user as "endUser",
  page.session_id as "sessionId", page.person_id as "personId", page.tags,
  page.client_address as "clientAddress", page.user_agent as "userAgent", page.recorded_at as "recordedAt",
  page.uncached_input::float8 as "uncachedInput", page.cache_read::float8 as "cacheRead",
  page.cache_write::float8 as "cacheWrite", page.cache_write_long::float8 as "cacheWriteLong", page.output::float8 as output, page.reasoning::float8 as reasoning,
  page.audio_input::float8 as "audioInput", page.audio_output::float8 as "audioOutput", page.image::float8 as image,
  price_version.id as "priceId", price_version.version as "priceVersion", price_version.source as "priceSource",
  price_version.effective_from as "priceEffectiveFrom", price_version.tiers as "priceTiers"`;

/** One record by id inside the scope; null when there is none. */
export async function findRecord(
  { sql }: Pick<Database, "sql">,
  scope: RecordScope,
  id: string,
): Promise<FullRecord | null> {
  const [row] = await sql<FoundRow[]>`
    with page as (
      select * from request_record where ${withinScope(sql, scope)} and id = ${id} order by started_at desc limit 1
    )
    select ${sql.unsafe(DETAIL_COLUMNS)}
    from page
      left join team on team.id = page.team_id
      left join project on project.id = page.project_id
      left join virtual_key on virtual_key.id = page.key_id
      left join provider on provider.id = page.provider_id
      left join price_version on price_version.id = page.price_version_id`;
  return row === undefined ? null : { ...row, usage: usageOf(row), price: priceOf(row) };
}

function usageOf(row: FoundRow): TokenUsage {
  const { uncachedInput, cacheRead, cacheWrite, cacheWriteLong, output, reasoning, audioInput, audioOutput, image } =
    row;
  return { uncachedInput, cacheRead, cacheWrite, cacheWriteLong, output, reasoning, audioInput, audioOutput, image };
}

function priceOf(row: FoundRow): RecordPrice | null {
  if (row.priceId === null) return null;
  return {
    id: row.priceId,
    version: row.priceVersion,
    source: row.priceSource,
    effectiveFrom: row.priceEffectiveFrom,
    tiers: row.priceTiers,
  };
}
