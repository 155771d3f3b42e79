import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";

const amount = (name: string) => bigint(name, { mode: "bigint" });

/** Scope + unit + window + limit. Rate limits and budgets are both quotas. Zero allows nothing; unlimited is having no quota. */
export const quota = pgTable(
  "quota",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    scopeKind: text("scope_kind", { enum: ["organization", "team", "project", "key"] }).notNull(),
    scopeId: text("scope_id").notNull(),
    unit: text("unit", { enum: ["usd_micros", "tokens", "requests", "concurrent"] }).notNull(),
    window: text("window", { enum: ["minute", "day", "week", "month", "lifetime", "now"] }).notNull(),
    limit: amount("limit").notNull(),
    hard: boolean("hard").notNull().default(true),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
  },
  (table) => [
    index("quota_scope").on(table.scopeKind, table.scopeId),
    check("quota_limit_not_negative", sql`${table.limit} >= 0`),
    check("quota_scope_known", sql`${table.scopeKind} in ('organization','team','project','key')`),
    check("quota_unit_known", sql`${table.unit} in ('usd_micros','tokens','requests','concurrent')`),
    check("quota_window_known", sql`${table.window} in ('minute','day','week','month','lifetime','now')`),
    check("quota_window_fits_unit", sql`(${table.unit} = 'concurrent') = (${table.window} = 'now')`),
  ],
);

/**
 * One window of one quota, or one second of a rolling one. `settled + held + leased` never exceeds the limit of a hard quota,
 * except by what calls really cost above their estimate. Windows without a calendar start at the epoch; a minute quota keeps
 * its leases there and what it admitted in buckets of one second, which fall out of the rolling sum by themselves.
 * Whoever changes holds or leases of a bucket has its row locked.
 */
export const quotaBucket = pgTable(
  "quota_bucket",
  {
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    windowStart: instant("window_start").notNull(),
    settled: amount("settled").notNull().default(sql`0`),
    held: amount("held").notNull().default(sql`0`),
    leased: amount("leased").notNull().default(sql`0`),
    /** Last time a call found no room while other processes had idle leases; they give them back when they see it. */
    wantedAt: instant("wanted_at"),
  },
  (table) => [
    primaryKey({ columns: [table.quotaId, table.windowStart] }),
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
    windowStart: instant("window_start").notNull(),
    requestId: text("request_id").notNull(),
    amount: amount("amount").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.quotaId, table.windowStart, table.requestId] }),
    check("quota_hold_not_negative", sql`${table.amount} >= 0`),
  ],
);

/** What one process borrowed of a bucket: `amount` is free and answers from memory, `held` is in calls that are running. */
export const quotaLease = pgTable(
  "quota_lease",
  {
    quotaId: text("quota_id").notNull(),
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
    primaryKey({ columns: [table.quotaId, table.windowStart, table.processId] }),
    index("quota_lease_process").on(table.processId),
    check("quota_lease_not_negative", sql`${table.amount} >= 0 and ${table.held} >= 0`),
  ],
);

/** The last statement of each process that was carried out, so that one whose answer was lost is never carried out twice. */
export const quotaProcess = pgTable("quota_process", {
  id: text("id").primaryKey(),
  sequence: bigint("sequence", { mode: "number" }).notNull(),
  seenAt: instant("seen_at").notNull().defaultNow(),
});
