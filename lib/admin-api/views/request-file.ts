import { csvRow } from "../csv-row";
import type { RequestSummary } from "../schemas/requests";

const COLUMNS: readonly (readonly [string, (request: RequestSummary) => string | number | null])[] = [
  ["id", ({ id }) => id],
  ["started_at", ({ startedAt }) => startedAt],
  ["team_id", ({ team }) => team?.id ?? null],
  ["team", ({ team }) => team?.name ?? null],
  ["project_id", ({ project }) => project?.id ?? null],
  ["project", ({ project }) => project?.name ?? null],
  ["key_id", ({ key }) => key?.id ?? null],
  ["key", ({ key }) => key?.name ?? null],
  ["model_asked", ({ modelAsked }) => modelAsked],
  ["model", ({ modelName }) => modelName],
  ["provider", ({ provider }) => provider?.name ?? null],
  ["upstream_model", ({ upstreamModel }) => upstreamModel],
  ["route", ({ route }) => route],
  ["streamed", ({ streamed }) => String(streamed)],
  ["simulated", ({ simulated }) => String(simulated)],
  ["outcome", ({ outcome }) => outcome],
  ["http_status", ({ httpStatus }) => httpStatus],
  ["error_code", ({ errorCode }) => errorCode],
  ["finish_reason", ({ finishReason }) => finishReason],
  ["cost_usd", ({ costUsd }) => costUsd],
  ["input_tokens", ({ inputTokens }) => inputTokens],
  ["output_tokens", ({ outputTokens }) => outputTokens],
  ["usage_source", ({ usageSource }) => usageSource],
  ["ttft_ms", ({ ttftMs }) => ttftMs],
  ["duration_ms", ({ durationMs }) => durationMs],
  ["attempts", ({ attemptCount }) => attemptCount],
];

/** How files of calls look: a table that no spreadsheet runs, or the API's own objects, one a line. */
export const REQUEST_FILE_FORMS = {
  csv: {
    head: csvRow(COLUMNS.map(([name]) => name)),
    line: (request: RequestSummary) => csvRow(COLUMNS.map(([, cell]) => cell(request))),
  },
  jsonl: { head: "", line: (request: RequestSummary) => `${JSON.stringify(request)}\n` },
};

export const REQUEST_FILE_TYPES = {
  csv: "text/csv; charset=utf-8",
  jsonl: "application/x-ndjson; charset=utf-8",
} as const;
