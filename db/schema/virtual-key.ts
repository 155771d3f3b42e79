import { sql } from "drizzle-orm";
import { check, index, integer, pgTable, text } from "drizzle-orm/pg-core";
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
    createdBy: text("created_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    disabledAt: instant("disabled_at"),
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    index("virtual_key_project").on(table.projectId),
    check("virtual_key_status_known", sql`${table.status} in ('active','disabled','revoked')`),
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
