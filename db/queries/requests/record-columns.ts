/** What a list shows of a record, with names; a name is null when what it named is gone. */
export interface RecordRow {
  id: string;
  startedAt: Date;
  /** For cursors: RFC 3339 UTC, exact to the microsecond. */
  startedAtText: string;
  teamId: string | null;
  teamName: string | null;
  projectId: string | null;
  projectName: string | null;
  keyId: string | null;
  keyName: string | null;
  keyPublicId: string | null;
  providerId: string | null;
  providerName: string | null;
  modelAsked: string | null;
  modelId: string | null;
  /** What the asked name came to mean. */
  modelName: string | null;
  upstreamModel: string | null;
  route: string;
  dialect: string;
  streamed: boolean;
  simulated: boolean;
  outcome: "ok" | "refused" | "failed" | "aborted" | "interrupted";
  httpStatus: number;
  errorCode: string | null;
  finishReason: string | null;
  costMicros: bigint | null;
  usageSource: "reported" | "estimated" | "none";
  inputTokens: number;
  outputTokens: number;
  ttftMs: number | null;
  durationMs: number;
  attemptCount: number;
}

/** The select list of `RecordRow` over `page` joined with team, project, virtual_key and provider. */
export const LIST_COLUMNS = `
  page.id, page.started_at as "startedAt",
  to_char(page.started_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "startedAtText",
  page.team_id as "teamId", team.name as "teamName",
  page.project_id as "projectId", project.name as "projectName",
  page.key_id as "keyId", virtual_key.name as "keyName", virtual_key.public_id as "keyPublicId",
  page.provider_id as "providerId", provider.name as "providerName",
  page.model_asked as "modelAsked", page.model_id as "modelId", page.model_name as "modelName", page.upstream_model as "upstreamModel",
  page.route, page.dialect, page.streamed, page.simulated, page.outcome,
  page.http_status as "httpStatus", page.error_code as "errorCode", page.finish_reason as "finishReason",
  page.cost_micros as "costMicros", page.usage_source as "usageSource",
  (page.uncached_input + page.cache_read + page.cache_write + page.cache_write_long + page.audio_input + page.image)::float8 as "inputTokens",
  (page.output + page.reasoning + page.audio_output)::float8 as "outputTokens",
  page.ttft_ms as "ttftMs", page.duration_ms as "durationMs",
  json_array_length(page.attempts) as "attemptCount"`;
