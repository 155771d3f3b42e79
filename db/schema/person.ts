import { sql } from "drizzle-orm";
import { check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";

export const person = pgTable(
  "person",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    email: text("email").notNull(),
    name: text("name").notNull(),
    role: text("role", { enum: ["owner", "admin", "auditor", "member"] }).notNull(),
    status: text("status", { enum: ["active", "deactivated"] })
      .notNull()
      .default("active"),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at"),
  },
  (table) => [
    uniqueIndex("person_email").on(table.organizationId, sql`lower(${table.email})`),
    check("person_role_known", sql`${table.role} in ('owner','admin','auditor','member')`),
    check("person_status_known", sql`${table.status} in ('active','deactivated')`),
  ],
);

/** A signed-in browser. The cookie carries only the id; the row is read again on every request. */
export const session = pgTable(
  "session",
  {
    id: text("id").primaryKey(),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
    revokedAt: instant("revoked_at"),
    userAgent: text("user_agent"),
  },
  (table) => [index("session_person").on(table.personId)],
);

/** A link that signs one person in once. Only its digest is kept. */
export const signInLink = pgTable("sign_in_link", {
  id: text("id").primaryKey(),
  personId: text("person_id")
    .notNull()
    .references(() => person.id),
  tokenDigest: bytes("token_digest").notNull().unique(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at").notNull(),
  usedAt: instant("used_at"),
});

/** `ghp_…`: a bearer for the management API, acting as its person within its scopes. */
export const apiToken = pgTable("api_token", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id")
    .notNull()
    .references(() => organization.id),
  personId: text("person_id")
    .notNull()
    .references(() => person.id),
  name: text("name").notNull(),
  digest: bytes("digest").notNull().unique(),
  last4: text("last4").notNull(),
  /** Permission names it may use; `*` is everything its person may. */
  scopes: text("scopes").array().notNull(),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at"),
  revokedAt: instant("revoked_at"),
  lastUsedAt: instant("last_used_at"),
});
