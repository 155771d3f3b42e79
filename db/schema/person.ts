import { sql } from "drizzle-orm";
import { boolean, check, index, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
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
    /** Who shut them out: what the portal suspended, provisioning does not let back in. Null while active. */
    deactivatedBy: text("deactivated_by", { enum: ["portal", "provisioning"] }),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastSeenAt: instant("last_seen_at"),
  },
  (table) => [
    uniqueIndex("person_email").on(table.organizationId, sql`lower(${table.email})`),
    check("person_role_known", sql`${table.role} in ('owner','admin','auditor','member')`),
    check("person_status_known", sql`${table.status} in ('active','deactivated')`),
    check("person_deactivated_by_known", sql`${table.deactivatedBy} in ('portal','provisioning')`),
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
    clientAddress: text("client_address"),
    /** How it began. */
    method: text("method", { enum: ["one_time_link", "oidc"] })
      .notNull()
      .default("one_time_link"),
    /** It went past the provider that the organization signs in with: whatever is done in it, the audit log says so. */
    breakGlass: boolean("break_glass").notNull().default(false),
  },
  (table) => [
    index("session_person").on(table.personId),
    check("session_method_known", sql`${table.method} in ('one_time_link','oidc')`),
  ],
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

/**
 * `ghp_…`: a bearer for the management API, acting as its person within its scopes. A `service` token is a machine's: it always has
 * named scopes and an end, and every reader of the organization sees it.
 */
export const apiToken = pgTable(
  "api_token",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** Whose roles bound it, now and at every use. */
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    kind: text("kind", { enum: ["personal", "service"] })
      .notNull()
      .default("personal"),
    name: text("name").notNull(),
    digest: bytes("digest").notNull().unique(),
    last4: text("last4").notNull(),
    /** The secret before a rotation still works until then. */
    previousDigest: bytes("previous_digest").unique(),
    previousUntil: instant("previous_until"),
    rotatedAt: instant("rotated_at"),
    /** Permission names it may use; `*` is everything its person may. */
    scopes: text("scopes").array().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at"),
    revokedAt: instant("revoked_at"),
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [
    index("api_token_person").on(table.personId),
    check("api_token_kind_known", sql`${table.kind} in ('personal','service')`),
    check(
      "api_token_service_is_bounded",
      sql`${table.kind} = 'personal' or (${table.expiresAt} is not null and not '*' = any(${table.scopes}))`,
    ),
    check("api_token_previous_ends", sql`(${table.previousDigest} is null) = (${table.previousUntil} is null)`),
  ],
);
