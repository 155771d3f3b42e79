import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, json, numeric, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

const micros = (name: string) => bigint(name, { mode: "bigint" });
const count = (name: string) => bigint(name, { mode: "number" }).notNull().default(0);

/** One try at one target. Times in milliseconds. */
export interface AttemptRecord {
  deploymentId: string;
  providerId: string;
  providerName: string;
  upstreamModel: string;
  simulated: boolean;
  outcome: "ok" | "failed" | "aborted";
  status: number | null;
  errorCode: string | null;
  startedMs: number;
  durationMs: number;
  upstreamRequestId: string | null;
}

/** How one quota stood when the call asked to be let in, amounts in its unit; left out or empty: it had room. */
export type QuotaLine = [
  quotaId: string,
  used: number,
  held: number,
  limit: number,
  verdict?: "refused" | "shadow_refused" | "soft_over" | "",
  subject?: string,
];

/** One line of the decision trace: what a step decided and what it looked at. A tuple, because bytes are what a record costs. */
export type TraceStep = [
  step: string,
  decision: string,
  startedMicros: number,
  durationMicros: number,
  detail?: Record<string, string | number | boolean | null | undefined>,
  quotas?: QuotaLine[],
];

/**
 * What remembers an exchange, refusals included. Partitioned by day on `started_at` (the migration says how);
 * retention drops partitions. Null cost is unknown, never zero.
 */
export const requestRecord = pgTable(
  "request_record",
  {
    id: text("id").notNull(),
    startedAt: instant("started_at").notNull(),
    organizationId: text("organization_id").notNull(),
    teamId: text("team_id"),
    projectId: text("project_id"),
    keyId: text("key_id"),
    route: text("route").notNull(),
    dialect: text("dialect").notNull(),
    streamed: boolean("streamed").notNull(),
    modelAsked: text("model_asked"),
    modelId: text("model_id"),
    deploymentId: text("deployment_id"),
    providerId: text("provider_id"),
    upstreamModel: text("upstream_model"),
    simulated: boolean("simulated").notNull().default(false),
    /** ok: finished. refused: by policy, nothing upstream. failed: by us or upstream. aborted: by the caller. interrupted: by our crash or shutdown. */
    outcome: text("outcome", { enum: ["ok", "refused", "failed", "aborted", "interrupted"] }).notNull(),
    httpStatus: integer("http_status").notNull(),
    errorCode: text("error_code"),
    finishReason: text("finish_reason"),
    costMicros: micros("cost_micros"),
    priceVersionId: text("price_version_id"),
    usageSource: text("usage_source", { enum: ["reported", "estimated", "none"] }).notNull(),
    uncachedInput: count("uncached_input"),
    cacheRead: count("cache_read"),
    cacheWrite: count("cache_write"),
    output: count("output"),
    reasoning: count("reasoning"),
    audioInput: count("audio_input"),
    audioOutput: count("audio_output"),
    image: count("image"),
    /** Milliseconds from first byte in to first token-bearing event out; null when none came. */
    ttftMs: integer("ttft_ms"),
    durationMs: integer("duration_ms").notNull(),
    /** Written once and read whole: plain JSON costs a third of what `jsonb` does. */
    attempts: json("attempts").$type<AttemptRecord[]>().notNull(),
    trace: json("trace").$type<TraceStep[]>().notNull(),
    /** Whose quotas it counted in, as the key was then. */
    personId: text("person_id"),
    endUser: text("end_user"),
    /** `name=value`, of the key and of the call. */
    tags: text("tags").array(),
    /** When its hold was taken, by the database's clock; null when it was refused before. */
    admittedAt: instant("admitted_at"),
    clientAddress: text("client_address"),
    userAgent: text("user_agent"),
    /** The model the name came to mean: of an alias what it stands for, of a wildcard the concrete name, of a brown-out the cheaper one. */
    modelName: text("model_name"),
    /** The class of service the upstream said it answered with; null: the usual one, or it did not say. */
    serviceTier: text("service_tier"),
    /** Exactly what its tokens cost by the price version; `cost_micros` is this rounded up. */
    costPicos: numeric("cost_picos"),
    cacheWriteLong: count("cache_write_long"),
    /** What the caller said the call belongs to, one conversation or one run of an agent. */
    sessionId: text("session_id"),
    /** When the row was written; the live tail follows it, because a long call starts before and ends after a short one. */
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.startedAt] }),
    index("request_record_tail").on(table.organizationId, table.recordedAt),
    index("request_record_time").on(table.organizationId, table.startedAt.desc(), table.id.desc()),
    index("request_record_key").on(table.keyId, table.startedAt.desc(), table.id.desc()),
    index("request_record_project").on(table.projectId, table.startedAt.desc(), table.id.desc()),
    index("request_record_trouble")
      .on(table.organizationId, table.startedAt.desc(), table.id.desc())
      .where(sql`${table.outcome} <> 'ok'`),
    index("request_record_end_user")
      .on(table.organizationId, table.endUser, table.startedAt.desc())
      .where(sql`${table.endUser} is not null`),
    index("request_record_session")
      .on(table.organizationId, table.sessionId, table.startedAt.desc())
      .where(sql`${table.sessionId} is not null`),
  ],
);

/**
 * Append-only book of what was charged, one entry per admitted call. Window totals of quotas are projections of it, so it
 * carries every name a quota can be about; `occurredAt` is the moment of admission, which decides the window.
 */
export const ledgerEntry = pgTable(
  "ledger_entry",
  {
    requestId: text("request_id").notNull(),
    attempt: integer("attempt").notNull(),
    kind: text("kind", { enum: ["settle", "adjust", "refund"] }).notNull(),
    organizationId: text("organization_id").notNull(),
    teamId: text("team_id"),
    projectId: text("project_id"),
    keyId: text("key_id"),
    personId: text("person_id"),
    endUser: text("end_user"),
    modelId: text("model_id"),
    providerId: text("provider_id"),
    tags: text("tags").array(),
    /** Null: the price was unknown. */
    costMicros: micros("cost_micros"),
    inputTokens: bigint("input_tokens", { mode: "number" }).notNull(),
    outputTokens: bigint("output_tokens", { mode: "number" }).notNull(),
    priceVersionId: text("price_version_id"),
    occurredAt: instant("occurred_at").notNull(),
    bookedAt: instant("booked_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.attempt, table.kind] }),
    index("ledger_entry_time").using("brin", table.occurredAt),
    index("ledger_entry_booked").using("brin", table.bookedAt),
  ],
);

/** How far each writing process has got: what of its spool is in Postgres, and up to when charts are complete. */
export const ledgerWriter = pgTable("ledger_writer", {
  id: text("id").primaryKey(),
  /** Bytes of its spool that are here; a batch that begins elsewhere was written before, or comes too early. */
  delivered: bigint("delivered", { mode: "number" }).notNull().default(0),
  /** Every exchange of this process that closed and began before this is in the records. */
  completeTo: instant("complete_to").notNull(),
  /** Everything this process admitted before has ended and is in the ledger and in the windows of quotas. */
  settledTo: instant("settled_to").notNull().default(sql`to_timestamp(0)`),
  seenAt: instant("seen_at").notNull().defaultNow(),
});
