import { sql } from "drizzle-orm";
import { bigint, check, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One deployment serves one organization; the table keeps the tenant scope explicit in every other one. */
export const organization = pgTable("organization", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  /** IANA name; calendar quota windows start at its midnights. */
  timeZone: text("time_zone").notNull().default("UTC"),
  createdAt: instant("created_at").notNull().defaultNow(),
});

/** Raised in the transaction of every policy change; gateways poll it and reload what they enforce. */
export const policyVersion = pgTable(
  "policy_version",
  {
    organizationId: text("organization_id")
      .primaryKey()
      .references(() => organization.id),
    version: bigint("version", { mode: "number" }).notNull().default(1),
    changedAt: instant("changed_at").notNull().defaultNow(),
  },
  (table) => [check("policy_version_positive", sql`${table.version} > 0`)],
);
