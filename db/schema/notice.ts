import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";
import type { SealedSecret } from "./provider";
import { team } from "./team";

/** What a notice is about. Besides requests for access, these are the rules that raise alerts. */
export const NOTICE_TOPICS = [
  "access_request",
  "budget_threshold",
  "projected_breach",
  "error_rate",
  "latency",
  "provider_down",
  "runaway_key",
  "dead_destination",
  "ledger_drift",
  "expiry",
] as const;
export type NoticeTopic = (typeof NOTICE_TOPICS)[number];

/** How somebody is mailed what they are told: at once, gathered once a day, or not. The portal shows all of it anyway. */
export const MAIL_CHOICES = ["now", "digest", "none"] as const;
export type MailChoice = (typeof MAIL_CHOICES)[number];

/** From the least to the most. */
export const NOTICE_SEVERITIES = ["info", "warning", "critical"] as const;
export type NoticeSeverity = (typeof NOTICE_SEVERITIES)[number];

export const NOTICE_DESTINATION_KINDS = ["webhook", "slack", "mail"] as const;
export type NoticeDestinationKind = (typeof NOTICE_DESTINATION_KINDS)[number];

/** One fact of a notice, as a person reads it. */
export interface NoticeFact {
  label: string;
  value: string;
}

/** How a mail server is reached; `none` is refused unless the operator allowed the host. */
export type MailSecurity = "starttls" | "tls" | "none";

/** What is not secret of a destination. */
export interface NoticeDestinationSettings {
  /** A webhook's address; of Slack only the origin, because there the address is the secret. */
  url?: string;
  mail?: { host: string; port: number; security: MailSecurity; username: string | null; from: string; to: string[] };
}

/** Something that was told: to people in the portal, and to destinations. Written in the transaction of what it tells of. */
export const notice = pgTable(
  "notice",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    /** `<what>.<happened>`: a webhook's `type`. */
    kind: text("kind").notNull(),
    /** `digest` is what gathers others for one person; nobody chooses it. */
    topic: text("topic", { enum: [...NOTICE_TOPICS, "digest"] }).notNull(),
    severity: text("severity", { enum: NOTICE_SEVERITIES }).notNull(),
    subjectKind: text("subject_kind").notNull(),
    subjectId: text("subject_id").notNull(),
    /** Whose team it concerns; null: the organization. */
    teamId: text("team_id").references(() => team.id),
    title: text("title").notNull(),
    summary: text("summary").notNull(),
    facts: jsonb("facts").$type<NoticeFact[]>().notNull(),
    /** A page of the portal, which asks for sign-in. */
    linkPath: text("link_path").notNull(),
    /** The same is told once. */
    dedupeKey: text("dedupe_key").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("notice_once").on(table.organizationId, table.dedupeKey),
    index("notice_time").on(table.createdAt),
    check(
      "notice_link_is_local",
      sql`${table.linkPath} like '/%' and substr(${table.linkPath}, 2, 1) not in ('/', chr(92))`,
    ),
    check("notice_severity_known", sql`${table.severity} in ('info','warning','critical')`),
  ],
);

/** Who is told in the portal, and whether they have seen it. */
export const noticeReader = pgTable(
  "notice_reader",
  {
    noticeId: text("notice_id")
      .notNull()
      .references(() => notice.id, { onDelete: "cascade" }),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    readAt: instant("read_at"),
    /** As they had chosen when it was told. */
    byMail: text("by_mail", { enum: MAIL_CHOICES }).notNull().default("now"),
    /** When it went out in a digest. */
    digestedAt: instant("digested_at"),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.noticeId] }),
    index("notice_reader_notice").on(table.noticeId),
    index("notice_reader_unread").on(table.personId).where(sql`${table.readAt} is null`),
    index("notice_reader_digest")
      .on(table.personId)
      .where(sql`${table.byMail} = 'digest' and ${table.digestedAt} is null`),
    check("notice_reader_by_mail_known", sql`${table.byMail} in ('now','digest','none')`),
  ],
);

/** What somebody chose for a topic; without a row they are mailed at once. */
export const noticePreference = pgTable(
  "notice_preference",
  {
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    topic: text("topic", { enum: NOTICE_TOPICS }).notNull(),
    byMail: text("by_mail", { enum: MAIL_CHOICES }).notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.personId, table.topic] }),
    check("notice_preference_by_mail_known", sql`${table.byMail} in ('now','digest','none')`),
  ],
);

/** Where notices go besides the portal: a signed webhook, a channel of Slack, a mail server. */
export const noticeDestination = pgTable(
  "notice_destination",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    kind: text("kind", { enum: NOTICE_DESTINATION_KINDS }).notNull(),
    name: text("name").notNull(),
    settings: jsonb("settings").$type<NoticeDestinationSettings>().notNull(),
    /** A webhook's signing secret, Slack's address or the mail server's password, bound to the origin it may be used for. */
    sealed: jsonb("sealed").$type<SealedSecret>(),
    /** A webhook's secret before the last rotation; until then both sign. */
    previousSealed: jsonb("previous_sealed").$type<SealedSecret>(),
    previousUntil: instant("previous_until"),
    allowedOrigin: text("allowed_origin").notNull(),
    /** What it is told of; empty: everything. */
    topics: text("topics", { enum: NOTICE_TOPICS }).array().notNull().default(sql`'{}'`),
    leastSeverity: text("least_severity", { enum: NOTICE_SEVERITIES }).notNull().default("info"),
    /** Only what concerns these teams; empty: everything. */
    teamIds: text("team_ids").array().notNull().default(sql`'{}'`),
    /** Whether this mail server also carries what is addressed to single people. */
    mailsPeople: boolean("mails_people").notNull().default(false),
    createdAt: instant("created_at").notNull().defaultNow(),
    pausedAt: instant("paused_at"),
    removedAt: instant("removed_at"),
  },
  (table) => [
    index("notice_destination_organization").on(table.organizationId),
    uniqueIndex("notice_destination_mails_people")
      .on(table.organizationId)
      .where(sql`${table.mailsPeople} and ${table.removedAt} is null`),
    check("notice_destination_kind_known", sql`${table.kind} in ('webhook','slack','mail')`),
    check("notice_destination_least_severity_known", sql`${table.leastSeverity} in ('info','warning','critical')`),
    check("notice_destination_only_mail_mails", sql`not ${table.mailsPeople} or ${table.kind} = 'mail'`),
    check(
      "notice_destination_previous_ends",
      sql`(${table.previousSealed} is null) = (${table.previousUntil} is null)`,
    ),
  ],
);

export const DELIVERY_STATES = ["waiting", "delivered", "dead", "cancelled"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** One notice on its way to one destination: tried again, later and later, until it is there or was tried too often. */
export const noticeDelivery = pgTable(
  "notice_delivery",
  {
    id: text("id").primaryKey(),
    noticeId: text("notice_id")
      .notNull()
      .references(() => notice.id, { onDelete: "cascade" }),
    destinationId: text("destination_id")
      .notNull()
      .references(() => noticeDestination.id),
    /** Whom a mail server shall write to; null: the destination's own recipients. */
    personId: text("person_id").references(() => person.id),
    state: text("state", { enum: DELIVERY_STATES }).notNull().default("waiting"),
    attempts: integer("attempts").notNull().default(0),
    /** When it is tried next; a process that tries it puts this off first, so one that dies loses nothing. Null unless waiting. */
    nextAt: instant("next_at").defaultNow(),
    triedAt: instant("tried_at"),
    endedAt: instant("ended_at"),
    /** What the other side answered last: a status of HTTP or SMTP. */
    answerStatus: integer("answer_status"),
    /** Why the last try failed, in a sentence. */
    trouble: text("trouble"),
  },
  (table) => [
    uniqueIndex("notice_delivery_once").on(table.noticeId, table.destinationId, sql`coalesce(${table.personId}, '')`),
    index("notice_delivery_due").on(table.destinationId, table.nextAt).where(sql`${table.nextAt} is not null`),
    index("notice_delivery_destination").on(table.destinationId, table.id),
    check("notice_delivery_state_known", sql`${table.state} in ('waiting','delivered','dead','cancelled')`),
    check("notice_delivery_waits", sql`(${table.state} = 'waiting') = (${table.nextAt} is not null)`),
  ],
);
