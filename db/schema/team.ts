import { sql } from "drizzle-orm";
import { check, index, integer, jsonb, pgTable, primaryKey, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";

export const team = pgTable(
  "team",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    name: text("name").notNull(),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
    /** Who pays for the team's projects that name none of their own. */
    costCentre: text("cost_centre"),
  },
  (table) => [uniqueIndex("team_name").on(table.organizationId, sql`lower(${table.name})`)],
);

export const teamMember = pgTable(
  "team_member",
  {
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
    role: text("role", { enum: ["lead", "member"] }).notNull(),
    /** What `rules` gave, rules take away again; what a person gave in the portal stays. */
    grantedBy: text("granted_by", { enum: ["portal", "rules"] })
      .notNull()
      .default("portal"),
    createdAt: instant("created_at").notNull().defaultNow(),
  },
  (table) => [
    primaryKey({ columns: [table.teamId, table.personId] }),
    index("team_member_person").on(table.personId),
    check("team_member_role_known", sql`${table.role} in ('lead','member')`),
    check("team_member_granted_by_known", sql`${table.grantedBy} in ('portal','rules')`),
  ],
);

/** What happens when a project's tightest hard quota is used up to `atPercent`: steps of its brown-out ladder, in ascending order. */
export type BrownOutStep =
  | { atPercent: number; action: "warn" }
  | { atPercent: number; action: "lower_max_tokens"; maxTokens: number }
  | { atPercent: number; action: "cheaper_model"; model: string };

export const project = pgTable(
  "project",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    teamId: text("team_id")
      .notNull()
      .references(() => team.id),
    name: text("name").notNull(),
    costCentre: text("cost_centre"),
    /** What is kept of its prompts and answers; null: as the organization says. */
    textTier: text("text_tier", { enum: ["none", "text"] }),
    /** Days that text is kept; null: as the organization says. */
    textDays: integer("text_days"),
    brownOut: jsonb("brown_out").$type<BrownOutStep[]>().notNull().default([]),
    createdAt: instant("created_at").notNull().defaultNow(),
    archivedAt: instant("archived_at"),
  },
  (table) => [uniqueIndex("project_name").on(table.teamId, sql`lower(${table.name})`)],
);
