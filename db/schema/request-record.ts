import { sql } from "drizzle-orm";
import { bigint, boolean, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
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

/** One line of the decision trace: what a step looked at, what it decided and why, in words a person can read. */
export interface TraceStep {
  step: string;
  decision: string;
  detail?: Record<string, string | number | boolean | null>;
  startedMs: number;
  durationMs: number;
}

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
    attempts: jsonb("attempts").$type<AttemptRecord[]>().notNull(),
    trace: jsonb("trace").$type<TraceStep[]>().notNull(),
    endUser: text("end_user"),
    clientAddress: text("client_address"),
    userAgent: text("user_agent"),
    /** When the row was written; the live tail follows it, because a long call starts before and ends after a short one. */
    recordedAt: instant("recorded_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.id, table.startedAt] }),
    index("request_record_tail").on(table.organizationId, table.recordedAt),
    index("request_record_time").on(table.organizationId, table.startedAt.desc(), table.id.desc()),
    index("request_record_key").on(table.keyId, table.startedAt.desc(), table.id.desc()),
    index("request_record_project").on(table.projectId, table.startedAt.desc(), table.id.desc()),
  ],
);

/** Append-only book of what was charged. Totals elsewhere are projections of it. */
export const ledgerEntry = pgTable(
  "ledger_entry",
  {
    id: bigint("id", { mode: "number" }).primaryKey().generatedAlwaysAsIdentity(),
    organizationId: text("organization_id").notNull(),
    requestId: text("request_id").notNull(),
    attempt: integer("attempt").notNull(),
    kind: text("kind", { enum: ["settle", "adjust", "refund"] }).notNull(),
    teamId: text("team_id"),
    projectId: text("project_id"),
    keyId: text("key_id"),
    /** Null: the price was unknown. */
    costMicros: micros("cost_micros"),
    tokens: bigint("tokens", { mode: "number" }).notNull(),
    priceVersionId: text("price_version_id"),
    occurredAt: instant("occurred_at").notNull(),
    bookedAt: instant("booked_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("ledger_entry_once").on(table.requestId, table.attempt, table.kind),
    index("ledger_entry_time").on(table.organizationId, table.occurredAt),
  ],
);

/** One hour of one key, model and provider. Histograms are counts per bound of `LATENCY_BOUNDS_MS`, so percentiles add up over any span. */
export const usageHourly = pgTable(
  "usage_hourly",
  {
    organizationId: text("organization_id").notNull(),
    hour: instant("hour").notNull(),
    teamId: text("team_id").notNull().default(""),
    projectId: text("project_id").notNull().default(""),
    keyId: text("key_id").notNull().default(""),
    modelName: text("model_name").notNull().default(""),
    providerId: text("provider_id").notNull().default(""),
    requests: count("requests"),
    ok: count("ok"),
    refused: count("refused"),
    failed: count("failed"),
    aborted: count("aborted"),
    unpriced: count("unpriced"),
    simulated: count("simulated"),
    costMicros: micros("cost_micros").notNull().default(sql`0`),
    uncachedInput: count("uncached_input"),
    cacheRead: count("cache_read"),
    cacheWrite: count("cache_write"),
    output: count("output"),
    reasoning: count("reasoning"),
    audioInput: count("audio_input"),
    audioOutput: count("audio_output"),
    image: count("image"),
    ttftHistogram: bigint("ttft_histogram", { mode: "number" }).array().notNull(),
    durationHistogram: bigint("duration_histogram", { mode: "number" }).array().notNull(),
  },
  (table) => [
    primaryKey({
      columns: [
        table.organizationId,
        table.hour,
        table.teamId,
        table.projectId,
        table.keyId,
        table.modelName,
        table.providerId,
      ],
    }),
  ],
);

/** How far each writing process has got, so that charts can say up to when they are complete. */
export const ledgerWriter = pgTable("ledger_writer", {
  id: text("id").primaryKey(),
  /** Every exchange of this process that closed and began before this is in the records. */
  completeTo: instant("complete_to").notNull(),
  seenAt: instant("seen_at").notNull().defaultNow(),
});
