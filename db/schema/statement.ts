import { sql } from "drizzle-orm";
import { bigint, check, date, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

/** Parts of a shared cost centre's spend that others carry, in percent; what is left over stays where it is. */
export interface FixedShare {
  costCentre: string;
  percent: number;
}

/**
 * A cost centre whose spend others carry: `usage` in proportion to their own spend, `fixed` by percent. `shares` names who carries
 * it; for `usage` an empty list is everybody else.
 */
export const costSplitRule = pgTable(
  "cost_split_rule",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** Empty: what has no cost centre. */
    sourceCostCentre: text("source_cost_centre").notNull(),
    method: text("method", { enum: ["usage", "fixed"] }).notNull(),
    shares: jsonb("shares").$type<FixedShare[]>().notNull(),
    createdBy: text("created_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
  },
  (table) => [
    uniqueIndex("cost_split_rule_source")
      .on(table.organizationId, table.sourceCostCentre)
      .where(sql`${table.archivedAt} is null`),
    check("cost_split_rule_method_known", sql`${table.method} in ('usage','fixed')`),
  ],
);

/** A month that was closed: its lines are what was charged, and nothing changes them any more (`drizzle`, triggers). */
export const statementPeriod = pgTable(
  "statement_period",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** First day of the month. */
    month: date("month", { mode: "string" }).notNull(),
    /** Where it began and ended, in the organization's time zone as it was. */
    from: instant("from_at").notNull(),
    to: instant("to_at").notNull(),
    closedAt: instant("closed_at").notNull().defaultNow(),
    closedBy: text("closed_by").references(() => person.id),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.month] })],
);

/**
 * One line of a closed month. `usage` is what the month itself cost, `correction` what became known of an earlier closed month
 * (`about_month`) since, `share` what a rule moved from or to a cost centre.
 */
export const statementLine = pgTable(
  "statement_line",
  {
    organizationId: text("organization_id").notNull(),
    month: date("month", { mode: "string" }).notNull(),
    aboutMonth: date("about_month", { mode: "string" }).notNull(),
    kind: text("kind", { enum: ["usage", "correction", "share"] }).notNull(),
    /** Empty: none. */
    costCentre: text("cost_centre").notNull(),
    teamId: text("team_id").notNull().default(""),
    projectId: text("project_id").notNull().default(""),
    modelName: text("model_name").notNull().default(""),
    providerId: text("provider_id").notNull().default(""),
    /** Of a share: the rule, and the cost centre at the other end. */
    ruleId: text("rule_id").notNull().default(""),
    counterpart: text("counterpart").notNull().default(""),
    costMicros: bigint("cost_micros", { mode: "bigint" }).notNull(),
    requests: bigint("requests", { mode: "number" }).notNull().default(0),
    tokens: bigint("tokens", { mode: "number" }).notNull().default(0),
  },
  (table) => [
    primaryKey({
      name: "statement_line_pk",
      columns: [
        table.organizationId,
        table.month,
        table.aboutMonth,
        table.kind,
        table.costCentre,
        table.teamId,
        table.projectId,
        table.modelName,
        table.providerId,
        table.ruleId,
        table.counterpart,
      ],
    }),
    check("statement_line_kind_known", sql`${table.kind} in ('usage','correction','share')`),
  ],
);
