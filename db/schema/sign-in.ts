import { sql } from "drizzle-orm";
import { boolean, check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";
import { team } from "./team";

/** How people come in and how long they stay. An organization without a row has the defaults. */
export const signInSettings = pgTable(
  "sign_in_settings",
  {
    organizationId: text("organization_id")
      .primaryKey()
      .references(() => organization.id),
    /** Who may join by signing in: nobody new, whom a rule gives something, or everybody the provider lets through. */
    joining: text("joining", { enum: ["nobody", "rules", "everyone"] })
      .notNull()
      .default("rules"),
    /** Whether somebody new may join under an address the provider has not verified. It never leads to an existing person. */
    joinUnverified: boolean("join_unverified").notNull().default(false),
    idleMinutes: integer("idle_minutes").notNull().default(480),
    memberHours: integer("member_hours").notNull().default(168),
    /** Owners, admins and auditors. */
    adminHours: integer("admin_hours").notNull().default(12),
    /** Raised with every change of the rules, so that two people do not overwrite each other. */
    rulesVersion: integer("rules_version").notNull().default(0),
  },
  (table) => [
    check("sign_in_settings_joining_known", sql`${table.joining} in ('nobody','rules','everyone')`),
    check("sign_in_settings_idle", sql`${table.idleMinutes} between 5 and 43200`),
    check(
      "sign_in_settings_hours",
      sql`${table.memberHours} between 1 and 720 and ${table.adminHours} between 1 and 720`,
    ),
  ],
);

/** One rule: who carries this claim gets this role and this team. Rules are asked in order; the first role wins. */
export const claimRule = pgTable(
  "claim_rule",
  {
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    position: integer("position").notNull(),
    claim: text("claim").notNull(),
    operator: text("operator", { enum: ["is", "starts_with", "present"] }).notNull(),
    value: text("value").notNull(),
    /** Owners are made by owners, never by a rule. */
    role: text("role", { enum: ["admin", "auditor", "member"] }),
    teamId: text("team_id").references(() => team.id),
    teamRole: text("team_role", { enum: ["lead", "member"] }),
  },
  (table) => [
    primaryKey({ columns: [table.organizationId, table.position] }),
    check("claim_rule_operator_known", sql`${table.operator} in ('is','starts_with','present')`),
    check("claim_rule_role_known", sql`${table.role} in ('admin','auditor','member')`),
    check("claim_rule_team_has_role", sql`(${table.teamId} is null) = (${table.teamRole} is null)`),
    check("claim_rule_gives_something", sql`${table.role} is not null or ${table.teamId} is not null`),
  ],
);

/** Who somebody is at an OpenID provider: (issuer, subject), which never changes, unlike an address. */
export const personIdentity = pgTable(
  "person_identity",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    issuer: text("issuer").notNull(),
    subject: text("subject").notNull(),
    /** As the provider named it last; for people to read, never to find somebody by. */
    email: text("email"),
    /** What rules may read, as of the last sign-in, so that a change of provisioned groups can be judged without one. */
    claims: jsonb("claims").$type<Record<string, unknown>>().notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    lastUsedAt: instant("last_used_at").notNull().defaultNow(),
  },
  (table) => [
    uniqueIndex("person_identity_subject").on(table.organizationId, table.issuer, table.subject),
    uniqueIndex("person_identity_issuer").on(table.personId, table.issuer),
    index("person_identity_person").on(table.personId),
  ],
);
