import type { ClosedExchange } from "./contract";

/** A record in two parts: `detail` (attempts and trace) may be dropped when memory runs short, `core` may not. */
export interface SerializedExchange {
  /** JSON object without its closing brace; keys are the columns of `request_record`. */
  core: string;
  /** The rest of the object. */
  detail: string;
}

/** Stands in for a detail that was shed. */
export const NO_DETAIL = ',"attempts":[],"trace":[]}';

/** Postgres text holds neither NUL nor lone surrogates; `JSON.stringify` escapes exactly these and other control characters. */
const SUSPECT = /\\u0000|\\ud[89a-f]/;

/** Text ready to be written, made once when the exchange closes. Throws RangeError for an invalid date. */
export function serializeExchange(exchange: ClosedExchange): SerializedExchange {
  const core = storable(columnsOf(exchange));
  const detail = storable({ attempts: exchange.attempts, trace: exchange.trace });
  return { core: core.slice(0, -1), detail: `,${detail.slice(1)}` };
}

function storable(value: object): string {
  const json = JSON.stringify(value);
  return SUSPECT.test(json) ? JSON.stringify(value, withoutUnstorable) : json;
}

function withoutUnstorable(_key: string, value: unknown): unknown {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed() : value;
}

/** What is null or zero is left out: the database fills it in, and a record is a third shorter. */
function columnsOf(exchange: ClosedExchange) {
  const { usage } = exchange;
  return {
    id: exchange.requestId,
    started_at: exchange.startedAt.toISOString(),
    organization_id: exchange.organizationId,
    team_id: known(exchange.teamId),
    project_id: known(exchange.projectId),
    key_id: known(exchange.keyId),
    route: exchange.route,
    dialect: exchange.dialect,
    streamed: exchange.streamed,
    model_asked: known(exchange.modelAsked),
    model_id: known(exchange.modelId),
    deployment_id: known(exchange.deploymentId),
    provider_id: known(exchange.providerId),
    upstream_model: known(exchange.upstreamModel),
    simulated: exchange.simulated,
    outcome: exchange.outcome,
    http_status: exchange.httpStatus,
    error_code: known(exchange.errorCode),
    finish_reason: known(exchange.finishReason),
    cost_micros: exchange.costMicros?.toString(),
    price_version_id: known(exchange.priceVersionId),
    usage_source: exchange.usageSource,
    uncached_input: some(usage.uncachedInput),
    cache_read: some(usage.cacheRead),
    cache_write: some(usage.cacheWrite),
    output: some(usage.output),
    reasoning: some(usage.reasoning),
    audio_input: some(usage.audioInput),
    audio_output: some(usage.audioOutput),
    image: some(usage.image),
    ttft_ms: exchange.ttftMs === null ? undefined : Math.round(exchange.ttftMs),
    duration_ms: Math.round(exchange.durationMs),
    end_user: known(exchange.endUser),
    client_address: known(exchange.clientAddress),
    user_agent: known(exchange.userAgent),
  };
}

function known<T>(value: T | null): T | undefined {
  return value ?? undefined;
}

function some(count: number): number | undefined {
  return Math.round(count) || undefined;
}
