import type { Database } from "@/db/client";
import { type RecordScope, withinScope } from "./record-scope";

type Sql = Database["sql"];

/** What narrows a list of records; everything undefined is everything in the scope. */
export interface RecordFilter {
  from?: Date | undefined;
  to?: Date | undefined;
  teamId?: string | undefined;
  projectId?: string | undefined;
  keyId?: string | undefined;
  /** Name the caller asked for. */
  model?: string | undefined;
  providerId?: string | undefined;
  outcomes?: readonly string[] | undefined;
  /** Inclusive bounds of the HTTP status. */
  statusFrom?: number | undefined;
  statusTo?: number | undefined;
  errorCode?: string | undefined;
  streamed?: boolean | undefined;
  minCostMicros?: bigint | undefined;
  minDurationMs?: number | undefined;
  /** A request id, or text in model, upstream model, end user, user agent or error code. */
  text?: string | undefined;
}

/** Scope and filter as one condition on `request_record`. */
export function matchingRecords(sql: Sql, scope: RecordScope, filter: RecordFilter) {
  const equals = (column: string, value: string | number | boolean | undefined) =>
    value === undefined ? sql`` : sql`and ${sql(column)} = ${value}`;
  const { from, to, outcomes, statusFrom, statusTo, minCostMicros, minDurationMs } = filter;
  return sql`${withinScope(sql, scope)}
    ${from === undefined ? sql`` : sql`and started_at >= ${from}`}
    ${to === undefined ? sql`` : sql`and started_at < ${to}`}
    ${equals("team_id", filter.teamId)}
    ${equals("project_id", filter.projectId)}
    ${equals("key_id", filter.keyId)}
    ${filter.model === undefined ? sql`` : sql`and (model_asked = ${filter.model} or model_name = ${filter.model})`}
    ${equals("provider_id", filter.providerId)}
    ${equals("error_code", filter.errorCode)}
    ${equals("streamed", filter.streamed)}
    ${outcomes === undefined ? sql`` : sql`and outcome = any(${[...outcomes]})`}
    ${statusFrom === undefined ? sql`` : sql`and http_status >= ${statusFrom}`}
    ${statusTo === undefined ? sql`` : sql`and http_status <= ${statusTo}`}
    ${minCostMicros === undefined ? sql`` : sql`and cost_micros >= ${minCostMicros}`}
    ${minDurationMs === undefined ? sql`` : sql`and duration_ms >= ${minDurationMs}`}
    ${filter.text === undefined || filter.text === "" ? sql`` : containing(sql, filter.text)}`;
}

function containing(sql: Sql, text: string) {
  if (/^req_[0-9A-Za-z]{25}$/.test(text)) return sql`and id = ${text}`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`and (model_asked ilike ${pattern} or model_name ilike ${pattern} or upstream_model ilike ${pattern} or end_user ilike ${pattern}
    or user_agent ilike ${pattern} or error_code ilike ${pattern})`;
}
