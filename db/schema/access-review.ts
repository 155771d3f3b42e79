import { sql } from "drizzle-orm";
import { check, index, jsonb, pgTable, text, uniqueIndex } from "drizzle-orm/pg-core";
import { instant } from "./columns";
import { organization } from "./organization";
import { person } from "./person";
import { team } from "./team";

export const REVIEW_SUBJECTS = ["key", "person", "api_token"] as const;
export type ReviewSubject = (typeof REVIEW_SUBJECTS)[number];
export const REVIEW_DECISIONS = ["keep", "reduce", "revoke"] as const;
export type ReviewDecision = (typeof REVIEW_DECISIONS)[number];

/** A campaign: who still needs what they have? Its items were drawn when it began. */
export const accessReview = pgTable(
  "access_review",
  {
    id: text("id").primaryKey(),
    organizationId: text("organization_id")
      .notNull()
      .references(() => organization.id),
    name: text("name").notNull(),
    subjects: text("subjects", { enum: REVIEW_SUBJECTS }).array().notNull(),
    /** Only what belongs to this team; null: everything. */
    teamId: text("team_id").references(() => team.id),
    dueAt: instant("due_at").notNull(),
    createdBy: text("created_by").references(() => person.id),
    createdAt: instant("created_at").notNull().defaultNow(),
    closedAt: instant("closed_at"),
    closedBy: text("closed_by").references(() => person.id),
  },
  (table) => [index("access_review_organization").on(table.organizationId, table.createdAt.desc())],
);

/** Who may decide about a campaign's items, besides the leads of the team that a key belongs to. */
export const accessReviewer = pgTable(
  "access_reviewer",
  {
    reviewId: text("review_id")
      .notNull()
      .references(() => accessReview.id),
    personId: text("person_id")
      .notNull()
      .references(() => person.id),
  },
  (table) => [uniqueIndex("access_reviewer_once").on(table.reviewId, table.personId)],
);

/** One access under review, as it stood when the campaign began, and what was decided. */
export const accessReviewItem = pgTable(
  "access_review_item",
  {
    id: text("id").primaryKey(),
    reviewId: text("review_id")
      .notNull()
      .references(() => accessReview.id),
    subject: text("subject", { enum: REVIEW_SUBJECTS }).notNull(),
    subjectId: text("subject_id").notNull(),
    name: text("name").notNull(),
    /** Whose it is: the person, the token's person, the key's owner or maker. */
    holderId: text("holder_id").references(() => person.id),
    /** The key's team. */
    teamId: text("team_id").references(() => team.id),
    /** What it may do: role and teams, models and end, scopes and end. */
    access: jsonb("access").$type<Record<string, unknown>>().notNull(),
    decision: text("decision", { enum: REVIEW_DECISIONS }),
    /** What was left, for `reduce`. */
    reducedTo: jsonb("reduced_to").$type<Record<string, unknown>>(),
    note: text("note").notNull().default(""),
    decidedBy: text("decided_by").references(() => person.id),
    decidedAt: instant("decided_at"),
    /** When it had last been used, at the decision. */
    lastUsedAt: instant("last_used_at"),
  },
  (table) => [
    uniqueIndex("access_review_item_once").on(table.reviewId, table.subject, table.subjectId),
    check("access_review_item_decided_whole", sql`(${table.decision} is null) = (${table.decidedAt} is null)`),
    check("access_review_item_decision_known", sql`${table.decision} in ('keep','reduce','revoke')`),
  ],
);
