import { sql } from "drizzle-orm";
import { bigint, check, index, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";
import { team } from "./team";
import { virtualKey } from "./virtual-key";

export const REQUEST_KINDS = [
  "key",
  "models",
  "quota",
  "role",
  "four_eyes",
  "sign_in_rules",
  "scim_token",
  "sign_in_link",
] as const;
export type RequestKind = (typeof REQUEST_KINDS)[number];
export const REQUEST_SUBJECTS = ["project", "key", "quota", "person", "organization"] as const;
/** Who decides: the ceiling alone, a lead of the team, an owner or admin. */
export const REQUEST_DECIDERS = ["ceiling", "lead", "admin"] as const;
export type RequestDecider = (typeof REQUEST_DECIDERS)[number];

/** `member` is given at once, `lead` by a lead of the team; beyond both an owner or admin decides. */
export const CEILING_TIERS = ["member", "lead"] as const;
export type CeilingTier = (typeof CEILING_TIERS)[number];

/** Changes that take two people when the organization says so. */
export const LISTED_CHANGES = [
  "make_admin",
  "map_admins",
  "create_scim_token",
  "break_glass",
  "raise_budget",
  "change_organization_quota",
] as const;
export type ListedChange = (typeof LISTED_CHANGES)[number];

/** And making that list shorter or its amount higher, which always does. */
export const DANGEROUS_CHANGES = [...LISTED_CHANGES, "loosen_four_eyes"] as const;
export type DangerousChange = (typeof DANGEROUS_CHANGES)[number];

const micros = (name: string) => bigint(name, { mode: "bigint" });

/** What one key of a team may have without asking further. Null is no bound. */
export const teamCeiling = pgTable(
  "team_ceiling",
  {
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    tier: text("tier", { enum: CEILING_TIERS }).notNull(),
    /** Micro-USD of one key in a month. */
    monthlyMicrosPerKey: micros("monthly_micros_per_key"),
    tokensPerMinutePerKey: micros("tokens_per_minute_per_key"),
    /** Model names; `{"*"}` is every model. */
    models: text("models").array().notNull(),
    keyDays: integer("key_days"),
    /** Keys one person has made in the team that are not revoked. */
    keysPerPerson: integer("keys_per_person"),
    /** Micro-USD of one project in a month; only of the tier `lead`. */
    monthlyMicrosPerProject: micros("monthly_micros_per_project"),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.tier] }),
    check("team_ceiling_tier_known", sql`${table.tier} in ('member','lead')`),
    check(
      "team_ceiling_not_negative",
      sql`coalesce(${table.monthlyMicrosPerKey}, 0) >= 0 and coalesce(${table.tokensPerMinutePerKey}, 0) >= 0
        and coalesce(${table.monthlyMicrosPerProject}, 0) >= 0 and coalesce(${table.keyDays}, 1) > 0 and coalesce(${table.keysPerPerson}, 0) >= 0`,
    ),
  ],
);

/** Which changes take two people. */
export const fourEyes = pgTable(
  "four_eyes",
  {
    organizationId: text("organization_id")
      .primaryKey()
      .references(() => organization.id),
    changes: text("changes", { enum: LISTED_CHANGES }).array().notNull(),
    /** For `raise_budget`: a money limit raised above this many micro-USD. */
    budgetAboveMicros: micros("budget_above_micros").notNull(),
    updatedAt: instant("updated_at").notNull().defaultNow(),
  },
  (table) => [check("four_eyes_budget_not_negative", sql`${table.budgetAboveMicros} >= 0`)],
);

/** A person's ask, and what became of it. An open one ends by itself at `expiresAt`. */
export const accessRequest = pgTable(
  "access_request",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    kind: text("kind", { enum: REQUEST_KINDS }).notNull(),
    /** The team it is inside of; null for what is the organization's. */
    teamId: text("team_id").references(() => team.id),
    subjectKind: text("subject_kind", { enum: REQUEST_SUBJECTS }).notNull(),
    subjectId: text("subject_id").notNull(),
    subjectName: text("subject_name").notNull(),
    askedBy: text("asked_by")
      .notNull()
      .references(() => person.id),
    reason: text("reason").notNull().default(""),
    /** Exactly what is asked for. */
    proposal: jsonb("proposal").$type<Record<string, unknown>>().notNull(),
    /** What it would change, as it stood then. */
    ground: jsonb("ground").$type<Record<string, unknown>>().notNull(),
    decides: text("decides", { enum: REQUEST_DECIDERS }).notNull(),
    /** One sentence: why it was given at once, or why somebody has to decide. */
    because: text("because").notNull(),
    status: text("status", { enum: ["open", "approved", "refused", "withdrawn"] })
      .notNull()
      .default("open"),
    decidedBy: text("decided_by").references(() => person.id),
    decidedAt: instant("decided_at"),
    note: text("note").notNull().default(""),
    /** What was given, which may be less. */
    granted: jsonb("granted").$type<Record<string, unknown>>(),
    /** When what was given ends by itself; null: it does not. */
    grantEndsAt: instant("grant_ends_at"),
    /** The key that was made. */
    keyId: text("key_id").references(() => virtualKey.id),
    /** When its asker made what the approval lets them make themselves, once: a token or a link. */
    usedAt: instant("used_at"),
    createdAt: instant("created_at").notNull().defaultNow(),
    expiresAt: instant("expires_at").notNull(),
  },
  (table) => [
    index("access_request_organization").on(table.organizationId, table.createdAt.desc()),
    index("access_request_asker").on(table.askedBy, table.createdAt.desc()),
    index("access_request_subject").on(table.subjectId, table.createdAt.desc()),
    check(
      "access_request_kind_known",
      sql`${table.kind} in ('key','models','quota','role','four_eyes','sign_in_rules','scim_token','sign_in_link')`,
    ),
    check(
      "access_request_subject_known",
      sql`${table.subjectKind} in ('project','key','quota','person','organization')`,
    ),
    check("access_request_decides_known", sql`${table.decides} in ('ceiling','lead','admin')`),
    check("access_request_status_known", sql`${table.status} in ('open','approved','refused','withdrawn')`),
    check("access_request_decided_whole", sql`(${table.status} = 'open') = (${table.decidedAt} is null)`),
    check(
      "access_request_not_own",
      sql`${table.status} <> 'approved' or ${table.decidedBy} is distinct from ${table.askedBy}`,
    ),
  ],
);

/** One person's yes to exactly one change. Dangerous changes need another one's as well. */
export const accessRequestApproval = pgTable(
  "access_request_approval",
  {
    requestId: text("request_id")
      .notNull()
      .references(() => accessRequest.id),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    /** Of what was approved and what it would change: another change needs another yes. */
    hash: text("hash").notNull(),
    granted: jsonb("granted").$type<Record<string, unknown>>().notNull(),
    note: text("note").notNull().default(""),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [primaryKey({ columns: [table.requestId, table.personId] })],
);

export const accessRequestComment = pgTable(
  "access_request_comment",
  {
    id: text("id").primaryKey(),
    requestId: text("request_id")
      .notNull()
      .references(() => accessRequest.id),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    text: text("text").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [index("access_request_comment_request").on(table.requestId, table.createdAt)],
);

/** Models a key may call until a time, besides those it may call anyway. The gateway looks at the clock at every call. */
export const keyModelGrant = pgTable(
  "key_model_grant",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    keyId: text("key_id")
      .notNull()
      .references(() => virtualKey.id),
    models: text("models").array().notNull(),
    reason: text("reason").notNull().default(""),
    grantedBy: text("granted_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    endsAt: instant("ends_at").notNull(),
    /** Taken back before its time. */
    revokedAt: instant("revoked_at"),
  },
  (table) => [
    index("key_model_grant_key").on(table.keyId, table.endsAt),
    check("key_model_grant_ends", sql`${table.endsAt} > ${table.createdAt}`),
  ],
);
