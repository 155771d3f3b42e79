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
  maxCostMicros?: bigint | undefined;
  maxDurationMs?: number | undefined;
  personId?: string | undefined;
  endUser?: string | undefined;
  sessionId?: string | undefined;
  /** `name=value`. */
  tag?: string | undefined;
  /** What a quota said. */
  verdict?: string | undefined;
  /** Words that were said, as a search engine takes them; only where text is kept. */
  words?: string | undefined;
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
    ${filter.maxCostMicros === undefined ? sql`` : sql`and cost_micros <= ${filter.maxCostMicros}`}
    ${filter.maxDurationMs === undefined ? sql`` : sql`and duration_ms <= ${filter.maxDurationMs}`}
    ${equals("person_id", filter.personId)}
    ${equals("end_user", filter.endUser)}
    ${equals("session_id", filter.sessionId)}
    ${filter.tag === undefined ? sql`` : sql`and tags @> array[${filter.tag}]`}
    ${filter.verdict === undefined ? sql`` : sql`and trace::text like ${`%"${filter.verdict}"%`}`}
    ${filter.words === undefined ? sql`` : saying(sql, filter)}
    ${filter.text === undefined || filter.text === "" ? sql`` : containing(sql, filter.text)}`;
}

/** By the full-text index of the days in question; text past its project's days says nothing any more. */
function saying(sql: Sql, { words = "", from, to }: RecordFilter) {
  return sql`and (id, started_at) in (
    select said.id, said.started_at from request_text as said
      join project on project.id = said.project_id join organization on organization.id = said.organization_id
    where said.words @@ websearch_to_tsquery('simple', ${words})
      and said.started_at > now() - make_interval(days => coalesce(project.text_days, organization.text_days))
      ${from === undefined ? sql`` : sql`and said.started_at >= ${from}`}
      ${to === undefined ? sql`` : sql`and said.started_at < ${to}`})`;
}

/** Whether the filter names one record. */
export function namesOne({ text }: RecordFilter): boolean {
  return text !== undefined && REQUEST_ID.test(text);
}

const REQUEST_ID = /^req_[0-9A-Za-z]{25}$/;

function containing(sql: Sql, text: string) {
  if (REQUEST_ID.test(text)) return sql`and id = ${text}`;
  const pattern = `%${text.replace(/[\\%_]/g, "\\$&")}%`;
  return sql`and (model_asked ilike ${pattern} or model_name ilike ${pattern} or upstream_model ilike ${pattern} or end_user ilike ${pattern}
    or user_agent ilike ${pattern} or error_code ilike ${pattern})`;
}
