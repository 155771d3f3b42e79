import { sql } from "drizzle-orm";
import { bigint, boolean, check, date, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

const amount = (name: string) => bigint(name, { mode: "bigint" });

/** Scope + unit + window + limit. Rate limits and budgets are both quotas. Zero allows nothing; unlimited is having no quota. */
export const quota = pgTable(
  "quota",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    scopeKind: text("scope_kind", {
      enum: [
        "organization",
        "team",
        "project",
        "key",
        "person",
        "end_user",
        "model",
        "provider",
        "tag",
        "key_model",
        "team_model",
      ],
    }).notNull(),
    /** The id of what is limited; a tag is `name=value`, an end user as the request names it, `*` each end user for itself. */
    scopeId: text("scope_id").notNull(),
    /** The model of `key_model` and `team_model`; null for every other scope. */
    scopeModelId: text("scope_model_id"),
    unit: text("unit", {
      enum: ["usd_micros", "tokens", "input_tokens", "output_tokens", "requests", "concurrent"],
    }).notNull(),
    /** `minute` and `hour` roll; `now` is concurrency; the others are calendar windows in the organization's time zone. */
    window: text("window", {
      enum: ["minute", "hour", "day", "week", "month", "quarter", "days", "lifetime", "now"],
    }).notNull(),
    /** The length of a `days` window; null for every other. */
    windowDays: integer("window_days"),
    /** A local date on which a week, month, quarter or `days` window begins; null: Monday, the 1st, the 1st of January. */
    anchor: date("anchor", { mode: "string" }),
    limit: amount("limit").notNull(),
    hard: boolean("hard").notNull().default(true),
    /** Evaluated and counted, never enforced. */
    shadow: boolean("shadow").notNull().default(false),
    /** What a call meets that needs the store while the store is away; `last_known` is bounded (docs/quotas.md). */
    onStoreDown: text("on_store_down", { enum: ["deny", "last_known", "allow"] })
      .notNull()
      .default("last_known"),
    /** The share of the limit that one call may hold at most. */
    maxCallPercent: integer("max_call_percent").notNull().default(100),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
    /** Shares of the limit, in percent and ascending, at which somebody is told. */
    alertPercents: integer("alert_percents").array().notNull().default([80, 100]),
  },
  (table) => [
    index("quota_scope").on(table.scopeKind, table.scopeId),
    check("quota_limit_not_negative", sql`${table.limit} >= 0`),
    check(
      "quota_scope_known",
      sql`${table.scopeKind} in ('organization','team','project','key','person','end_user','model','provider','tag','key_model','team_model')`,
    ),
    check(
      "quota_scope_model_fits",
      sql`(${table.scopeKind} in ('key_model','team_model')) = (${table.scopeModelId} is not null)`,
    ),
    check(
      "quota_unit_known",
      sql`${table.unit} in ('usd_micros','tokens','input_tokens','output_tokens','requests','concurrent')`,
    ),
    check(
      "quota_window_known",
      sql`${table.window} in ('minute','hour','day','week','month','quarter','days','lifetime','now')`,
    ),
    check("quota_window_days_fit", sql`(${table.window} = 'days') = (${table.windowDays} is not null)`),
    check("quota_window_days_known", sql`${table.windowDays} between 1 and 366`),
    check("quota_anchor_fits", sql`${table.anchor} is null or ${table.window} in ('week','month','quarter','days')`),
    check("quota_on_store_down_known", sql`${table.onStoreDown} in ('deny','last_known','allow')`),
    check("quota_max_call_percent_known", sql`${table.maxCallPercent} between 1 and 100`),
    check(
      "quota_alert_percents_known",
      sql`cardinality(${table.alertPercents}) <= 10 and 1 <= all(${table.alertPercents}) and 1000 >= all(${table.alertPercents})`,
    ),
    check("quota_window_fits_unit", sql`(${table.unit} = 'concurrent') = (${table.window} = 'now')`),
  ],
);

/** A temporary raise: while it runs, the quota's limit is higher by `amount`; it falls away by itself. */
export const quotaGrant = pgTable(
  "quota_grant",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    amount: amount("amount").notNull(),
    reason: text("reason").notNull().default(""),
    startsAt: instant("starts_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    grantedBy: text("granted_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    /** Taken back before its time. */
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    index("quota_grant_quota").on(table.quotaId, table.endsAt),
    check("quota_grant_positive", sql`${table.amount} > 0`),
    check("quota_grant_ends", sql`${table.endsAt} > ${table.startsAt}`),
  ],
);

/** What a quota in shadow mode would have done: calls of one hour it was asked about, and those it would have refused. */
export const quotaShadow = pgTable(
  "quota_shadow",
  {
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    hour: instant("hour").notNull(),
    asked: amount("asked").notNull().default(sql`0`),
    refused: amount("refused").notNull().default(sql`0`),
  },
  (table) => [primaryKey({ columns: [table.quotaId, table.hour] })],
);

/** How many output tokens calls of one key to one model have needed: a histogram, so that what they need at p95 is learned. */
export const outputNeed = pgTable(
  "output_need",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    keyId: text("key_id").notNull(),
    modelId: text("model_id").notNull(),
    /** Calls per slot; slot n holds calls of at most 2^(n/2) output tokens. Old calls fade. */
    counts: bigint("counts", { mode: "number" }).array().notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.keyId, table.modelId] })],
);

/**
 * One window of one quota, or one slice of a rolling one. `settled + held + leased` never exceeds the limit of a hard quota,
 * except by what calls really cost above their estimate. Windows without a calendar start at the epoch; a rolling quota keeps
 * its leases there and what it admitted in buckets of half a second (minute) or half a minute (hour), which fall out of the sum by themselves.
 * Whoever changes holds or leases of a bucket has its row locked.
 */
export const quotaBucket = pgTable(
  "quota_bucket",
  {
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    /** Whose windows of a quota that stands for each of many; empty for every other. */
    subject: text("subject").notNull().default(""),
    windowStart: instant("window_start").notNull(),
    settled: amount("settled").notNull().default(sql`0`),
    held: amount("held").notNull().default(sql`0`),
    leased: amount("leased").notNull().default(sql`0`),
    /** Last time a call found no room while other processes had idle leases; they give them back when they see it. */
    wantedAt: instant("wanted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.quotaId, table.subject, table.windowStart] }),
    check("quota_bucket_not_negative", sql`${table.settled} >= 0 and ${table.held} >= 0 and ${table.leased} >= 0`),
  ],
);

/**
 * An amount reserved for one call near the limit, until it is settled or expires. Also what a process that vanished had held
 * from its lease; then `requestId` is the process. No foreign key: its bucket's row is locked whenever it changes.
 */
export const quotaHold = pgTable(
  "quota_hold",
  {
    quotaId: text("quota_id").notNull(),
    subject: text("subject").notNull().default(""),
    windowStart: instant("window_start").notNull(),
    requestId: text("request_id").notNull(),
    amount: amount("amount").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.quotaId, table.subject, table.windowStart, table.requestId] }),
    check("quota_hold_not_negative", sql`${table.amount} >= 0`),
  ],
);

/** What one process borrowed of a bucket: `amount` is free and answers from memory, `held` is in calls that are running. */
export const quotaLease = pgTable(
  "quota_lease",
  {
    quotaId: text("quota_id").notNull(),
    subject: text("subject").notNull().default(""),
    windowStart: instant("window_start").notNull(),
    processId: text("process_id").notNull(),
    amount: amount("amount").notNull(),
    held: amount("held").notNull(),
    /** When the last of the held calls expires. */
    heldUntil: instant("held_until").notNull(),
    /** Renewed while the process lives; afterwards the free part goes home and the held part becomes a hold. */
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.quotaId, table.subject, table.windowStart, table.processId] }),
    index("quota_lease_process").on(table.processId),
    check("quota_lease_not_negative", sql`${table.amount} >= 0 and ${table.held} >= 0`),
  ],
);

/**
 * What the ledger says one window has used, held against what its bucket says. `counted` is the sum of what was booked before
 * `countedTo`, so that nothing is added up twice; a window is judged when neither side moved since `stableSince` and every call
 * admitted before that has ended everywhere.
 */
export const quotaCheck = pgTable(
  "quota_check",
  {
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    subject: text("subject").notNull().default(""),
    windowStart: instant("window_start").notNull(),
    /** Null where the window never ends. */
    windowEnd: instant("window_end"),
    /** Null until the whole window was added up once. */
    countedTo: instant("counted_to"),
    counted: amount("counted").notNull().default(sql`0`),
    /** What was admitted so near the window's ends, or the quota's beginning, that it may count on either side. */
    unsure: amount("unsure").notNull().default(sql`0`),
    /** Both sides as last seen. */
    seenLedger: amount("seen_ledger").notNull().default(sql`0`),
    seenSettled: amount("seen_settled").notNull().default(sql`0`),
    seenUnsure: amount("seen_unsure").notNull().default(sql`0`),
    stableSince: instant("stable_since").notNull().defaultNow(),
    checkedAt: instant("checked_at"),
    /** False: what is wrong is no drift, because the window was met late, or a process died that had not booked all it settled. */
    strict: boolean("strict").notNull().default(true),
    /** Bucket less ledger when it was last judged, before it was mended; must stay 0. */
    drift: amount("drift").notNull().default(sql`0`),
    /** How often it was not 0, and when last. */
    drifts: integer("drifts").notNull().default(0),
    driftedAt: instant("drifted_at"),
  },
  (table) => [primaryKey({ columns: [table.quotaId, table.subject, table.windowStart] })],
);

/** The last statement of each process that was carried out, so that one whose answer was lost is never carried out twice. */
export const quotaProcess = pgTable("quota_process", {
  id: text("id").primaryKey(),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
  seenAt: instant("seen_at").notNull().defaultNow(),
  /** The spool of the process, and the offset in it up to which closed calls are booked; what was admitted until when is counted. */
  writerId: text("writer_id"),
  bookedOffset: bigint("booked_offset", { mode: "number" }),
  bookedTo: instant("booked_to"),
  /** What its calls took that has no row of its own, as marks: taken back when the process never got the answer. */
  taken: jsonb("taken"),
});
