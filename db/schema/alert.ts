import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { NOTICE_SEVERITIES, type NoticeFact } from "./notice";
import { organization } from "./organization";
import { person } from "./person";
import { team } from "./team";

/** What raises alerts; each is also what notices of it are about. */
export const ALERT_RULES = [
  "budget_threshold",
  "projected_breach",
  "error_rate",
  "latency",
  "provider_down",
  "runaway_key",
  "dead_destination",
  "ledger_drift",
] as const;
export type AlertRule = (typeof ALERT_RULES)[number];

export const ALERT_STATES = ["open", "acknowledged", "resolved"] as const;
export type AlertState = (typeof ALERT_STATES)[number];

export const ALERT_CHANGES = ["opened", "escalated", "reopened", "acknowledged", "resolved"] as const;
export type AlertChangeKind = (typeof ALERT_CHANGES)[number];

/** Something that is wrong with one subject by one rule. There is one at a time, however many processes look. */
export const alert = pgTable(
  "alert",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    rule: text("rule", { enum: ALERT_RULES }).notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    subjectName: text("subject_name").notNull(),
    /** Whose team it concerns; null: the organization. */
    teamId: text("team_id").references(() => team.id),
    severity: text("severity", { enum: NOTICE_SEVERITIES }).notNull(),
    /** How bad by the rule's own measure, such as the mark a budget passed: when it rises, the alert is told again. */
    level: integer("level").notNull(),
    state: text("state", { enum: ALERT_STATES }).notNull().default("open"),
    /** Whether what is wrong still is. A person may resolve it meanwhile; it then stays resolved until it has ended once. */
    isCurrent: boolean("is_current").notNull().default(true),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    facts: jsonb("facts").$type<NoticeFact[]>().notNull(),
    /** The page of what is wrong. */
    linkPath: text("link_path").notNull(),
    openedAt: instant("opened_at").notNull().defaultNow(),
    /** When it was last found. */
    seenAt: instant("seen_at").notNull().defaultNow(),
    acknowledgedAt: instant("acknowledged_at"),
    acknowledgedBy: text("acknowledged_by").references(() => person.id),
    resolvedAt: instant("resolved_at"),
    /** Null: it ended by itself. */
    resolvedBy: text("resolved_by").references(() => person.id),
    /** The number of its last change. */
    changes: integer("changes").notNull().default(1),
  },
  (table) => [
    uniqueIndex("alert_current")
      .on(table.organizationId, table.rule, table.subjectKind, table.subjectId)
      .where(sql`${table.isCurrent}`),
    index("alert_subject").on(table.organizationId, table.rule, table.subjectId, table.resolvedAt),
    index("alert_state").on(table.organizationId, table.state, table.id),
    check("alert_state_known", sql`${table.state} in ('open','acknowledged','resolved')`),
    check("alert_resolved_whole", sql`(${table.state} = 'resolved') = (${table.resolvedAt} is not null)`),
    check("alert_open_is_current", sql`${table.isCurrent} or ${table.state} = 'resolved'`),
  ],
);

/** The history of an alert: what it became, when, and by whom; null: by itself. */
export const alertChange = pgTable(
  "alert_change",
  {
    alertId: text("alert_id")
      .notNull()
      .references(() => alert.id),
    number: integer("number").notNull(),
    at: instant("at").notNull().defaultNow(),
    kind: text("kind", { enum: ALERT_CHANGES }).notNull(),
    severity: text("severity", { enum: NOTICE_SEVERITIES }).notNull(),
    summary: text("summary").notNull(),
    personId: text("person_id").references(() => person.id),
    note: text("note").notNull().default(""),
  },
  (table) => [
    primaryKey({ columns: [table.alertId, table.number] }),
    check("alert_change_kind_known", sql`${table.kind} in ('opened','escalated','reopened','acknowledged','resolved')`),
  ],
);

/** How an organization has set a rule, and when it was last looked at. No row: as it is by default, never looked at. */
export const alertRule = pgTable(
  "alert_rule",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    rule: text("rule", { enum: ALERT_RULES }).notNull(),
    isEnabled: boolean("is_enabled").notNull().default(true),
    /** What differs from the defaults. */
    settings: jsonb("settings").$type<Record<string, number>>().notNull().default({}),
    /** When a process last took it upon itself to look. */
    claimedAt: instant("claimed_at"),
    /** When what was last acted on was measured: what was measured before that is not acted on. */
    measuredAt: instant("measured_at"),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.rule] })],
);
