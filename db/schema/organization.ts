import { sql } from "drizzle-orm";
import { bigint, check, integer, pgTable, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";

/** One deployment serves one organization; the table keeps the tenant scope explicit in every other one. */
export const organization = pgTable("organization", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  /** IANA name; calendar quota windows start at its midnights. */
  timeZone: text("time_zone").notNull().default("UTC"),
  /** What is kept of prompts and answers, where a project does not say otherwise. */
  textTier: text("text_tier", { enum: ["none", "text"] })
    .notNull()
    .default("none"),
  /** Days that text is kept. */
  textDays: integer("text_days").notNull().default(30),
  /** Days that request records are kept; charts and the ledger stay. */
  recordDays: integer("record_days").notNull().default(400),
  /** How many days before keys, secrets, tokens and grants end it is told; none: never. */
  expiryNoticeDays: integer("expiry_notice_days").array().notNull().default(sql`'{7,1}'`),
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
