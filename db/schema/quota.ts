import { sql } from "drizzle-orm";
import { bigint, boolean, check, index, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
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
 * One window of one quota. `settled + held + leased` never exceeds the limit of a hard quota.
 * A minute window is kept as 5-second slices, so `windowStart` is the slice's start and the rolling sum is over the last twelve.
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
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.quotaId, table.windowStart] }),
    check("quota_bucket_not_negative", sql`${table.settled} >= 0 and ${table.held} >= 0 and ${table.leased} >= 0`),
  ],
);

/** An amount reserved for one call in one bucket, until it is settled or expires. */
export const quotaHold = pgTable(
  "quota_hold",
  {
    requestId: text("request_id").notNull(),
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    windowStart: instant("window_start").notNull(),
    amount: amount("amount").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    primaryKey({ columns: [table.requestId, table.quotaId] }),
    index("quota_hold_expiry").on(table.expiresAt),
    check("quota_hold_not_negative", sql`${table.amount} >= 0`),
  ],
);

/** A share of a bucket borrowed by one process, which answers from memory until it is used up or expires. */
export const quotaLease = pgTable(
  "quota_lease",
  {
    id: text("id").primaryKey(),
    quotaId: text("quota_id")
      .notNull()
      .references(() => quota.id),
    windowStart: instant("window_start").notNull(),
    processId: text("process_id").notNull(),
    amount: amount("amount").notNull(),
    generation: integer("generation").notNull().default(0),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("quota_lease_expiry").on(table.expiresAt),
    index("quota_lease_bucket").on(table.quotaId, table.windowStart),
    check("quota_lease_not_negative", sql`${table.amount} >= 0`),
  ],
);
