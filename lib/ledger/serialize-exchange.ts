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

function columnsOf(exchange: ClosedExchange) {
  const { usage } = exchange;
  return {
    id: exchange.requestId,
    started_at: exchange.startedAt.toISOString(),
    organization_id: exchange.organizationId,
    team_id: exchange.teamId,
    project_id: exchange.projectId,
    key_id: exchange.keyId,
    route: exchange.route,
    dialect: exchange.dialect,
    streamed: exchange.streamed,
    model_asked: exchange.modelAsked,
    model_id: exchange.modelId,
    deployment_id: exchange.deploymentId,
    provider_id: exchange.providerId,
    upstream_model: exchange.upstreamModel,
    simulated: exchange.simulated,
    outcome: exchange.outcome,
    http_status: exchange.httpStatus,
    error_code: exchange.errorCode,
    finish_reason: exchange.finishReason,
    cost_micros: exchange.costMicros === null ? null : exchange.costMicros.toString(),
    price_version_id: exchange.priceVersionId,
    usage_source: exchange.usageSource,
    uncached_input: Math.round(usage.uncachedInput),
    cache_read: Math.round(usage.cacheRead),
    cache_write: Math.round(usage.cacheWrite),
    output: Math.round(usage.output),
    reasoning: Math.round(usage.reasoning),
    audio_input: Math.round(usage.audioInput),
    audio_output: Math.round(usage.audioOutput),
    image: Math.round(usage.image),
    ttft_ms: exchange.ttftMs === null ? null : Math.round(exchange.ttftMs),
    duration_ms: Math.round(exchange.durationMs),
    end_user: exchange.endUser,
    client_address: exchange.clientAddress,
    user_agent: exchange.userAgent,
  };
}
