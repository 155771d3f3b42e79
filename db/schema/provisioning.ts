import { sql } from "drizzle-orm";
import { index, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { bytes, instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

/** `ghs_…`: a bearer for `/api/scim/v2` and nothing else. */
export const scimToken = pgTable("scim_token", {
  id: text("id").primaryKey(),
  organizationId: text("organization_id")
    .notNull()
    .references(() => organization.id),
  name: text("name").notNull(),
  digest: bytes("digest").notNull().unique(),
  last4: text("last4").notNull(),
  createdBy: text("created_by").references(() => person.id),
  createdAt: instant("created_at").notNull().defaultNow(),
  expiresAt: instant("expires_at"),
  revokedAt: instant("revoked_at"),
  lastUsedAt: instant("last_used_at"),
});

/** What a directory calls a person. People whom no directory manages have no row. */
export const scimUser = pgTable(
  "scim_user",
  {
    personId: text("person_id")
      .primaryKey()
      .references(() => person.id),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    userName: text("user_name").notNull(),
    externalId: text("external_id"),
    givenName: text("given_name"),
    familyName: text("family_name"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
    /** Taken out by the directory: the person is shut out and the directory no longer sees them. */
    deletedAt: instant("deleted_at"),
  },
  (table) => [
    uniqueIndex("scim_user_name").on(table.organizationId, sql`lower(${table.userName})`),
    index("scim_user_external").on(table.organizationId, table.externalId),
  ],
);

/** A directory's group: its names are claims (`scim_groups`) that rules can read. */
export const scimGroup = pgTable(
  "scim_group",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    displayName: text("display_name").notNull(),
    externalId: text("external_id"),
    createdAt: instant("created_at").notNull().defaultNow(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [uniqueIndex("scim_group_name").on(table.organizationId, sql`lower(${table.displayName})`)],
);

export const scimGroupMember = pgTable(
  "scim_group_member",
  {
    groupId: text("group_id")
      .notNull()
      .references(() => scimGroup.id, { onDelete: "cascade" }),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
  },
  (table) => [
    primaryKey({ columns: [table.groupId, table.personId] }),
    index("scim_group_member_person").on(table.personId),
  ],
);
