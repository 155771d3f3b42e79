import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";
import { project } from "./team";

/** The stable identity an application calls with. Its secrets rotate; it does not. */
export const virtualKey = pgTable(
  "virtual_key",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    projectId: text("project_id")
      .notNull()
      .references(() => project.id),
    /** The 8 characters inside every secret of this key; safe to show and to log. */
    publicId: text("public_id").notNull().unique(),
    name: text("name").notNull(),
    purpose: text("purpose").notNull().default(""),
    /** `active` works; `disabled` is a pause; `revoked` is final. */
    status: text("status", { enum: ["active", "disabled", "revoked"] })
      .notNull()
      .default("active"),
    /** Model names it may call. `{"*"}` is every model; an empty list is none. */
    allowedModels: text("allowed_models").array().notNull(),
    expiresAt: instant("expires_at"),
    /** The person whose quotas its calls count in; null: nobody's. */
    ownerId: text("owner_id").references(() => person.id),
    /** `name=value`, on every call of this key. */
    tags: text("tags").array().notNull().default(sql`'{}'`),
    /** Whether its calls may name an end user and further tags that count. */
    mayAttribute: boolean("may_attribute").notNull().default(false),
    /** What happens when its spend runs away. */
    onRunaway: text("on_runaway", { enum: ["ignore", "flag", "pause"] })
      .notNull()
      .default("flag"),
    /** Paused by the runaway guard until a person resumes it. */
    pausedAt: instant("paused_at"),
    pausedReason: text("paused_reason"),
    /** Whose playground calls with it: Gatehouse makes it, and it dies when it is not used. Null: an application's. */
    playgroundOf: text("playground_of").references(() => person.id),
    createdBy: text("created_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    index("virtual_key_project").on(table.projectId),
    uniqueIndex("virtual_key_playground")
      .on(table.projectId, table.playgroundOf)
      .where(sql`${table.status} <> 'revoked'`),
    check("virtual_key_status_known", sql`${table.status} in ('active','disabled','revoked')`),
    check("virtual_key_on_runaway_known", sql`${table.onRunaway} in ('ignore','flag','pause')`),
    check("virtual_key_pause_has_reason", sql`(${table.pausedAt} is null) = (${table.pausedReason} is null)`),
  ],
);

/** What the runaway guard saw in one key's calls: a spend that ends its window early, or one prompt over and over. */
export const runawayFlag = pgTable(
  "runaway_flag",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    keyId: text("key_id")
      .notNull()
      .references(() => virtualKey.id),
    kind: text("kind", { enum: ["slope", "loop"] }).notNull(),
    /** One sentence a person can act on. */
    reason: text("reason").notNull(),
    detail: jsonb("detail").$type<Record<string, string | number | null>>().notNull(),
    paused: boolean("paused").notNull(),
    raisedAt: instant("raised_at").notNull().defaultNow(),
    resolvedAt: instant("resolved_at"),
    resolvedBy: text("resolved_by").references(() => person.id),
  },
  (table) => [
    index("runaway_flag_key").on(table.keyId, table.raisedAt.desc()),
    uniqueIndex("runaway_flag_open").on(table.keyId, table.kind).where(sql`${table.resolvedAt} is null`),
    check("runaway_flag_kind_known", sql`${table.kind} in ('slope','loop')`),
  ],
);

/** One secret of a virtual key; several may overlap while an application rotates. Only the HMAC digest is kept. */
export const keySecret = pgTable(
  "key_secret",
  {
    id: text("id").primaryKey(),
    keyId: text("key_id")
      .notNull()
      .references(() => virtualKey.id),
    digest: bytes("digest").notNull().unique(),
    pepperVersion: integer("pepper_version").notNull(),
    last4: text("last4").notNull(),
    notBefore: instant("not_before").notNull().defaultNow(),
    notAfter: instant("not_after"),
    revokedAt: instant("revoked_at"),
    createdBy: text("created_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [
    index("key_secret_key").on(table.keyId),
    check("key_secret_window", sql`${table.notAfter} is null or ${table.notAfter} >= ${table.notBefore}`),
  ],
);
