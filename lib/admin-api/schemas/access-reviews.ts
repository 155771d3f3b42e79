import { z } from "zod";
import { ORGANIZATION_ROLES } from "@/lib/auth/permissions";
import { instant, named } from "./fields";
import { flag, pageOf, pageQuery, search } from "./page";
import { idOf, line, optionalLine } from "./text";

export const REVIEW_SUBJECTS = ["key", "person", "api_token"] as const;
export const REVIEW_DECISIONS = ["keep", "reduce", "revoke"] as const;
const subject = z.enum(REVIEW_SUBJECTS);
const decision = z.enum(REVIEW_DECISIONS);

export const accessReview = z
  .object({
    id: z.string(),
    name: z.string().meta({ example: "Access, fourth quarter" }),
    subjects: z.array(subject),
    team: named.nullable().meta({ description: "Null: the whole organization." }),
    dueAt: instant,
    createdAt: instant,
    createdBy: named.nullable(),
    closedAt: instant.nullable(),
    closedBy: named.nullable(),
    items: z.int().meta({ description: "Leads see those of their teams' keys." }),
    decided: z.int(),
    waiting: z.int().meta({ description: "Undecided ones that you may decide." }),
    allowedActions: z.array(z.enum(["close", "export"])),
  })
  .meta({ id: "AccessReview" });
export const accessReviewPage = pageOf(accessReview, "AccessReviewPage");
export const accessReviewDetail = accessReview
  .extend({ reviewers: z.array(named).meta({ description: "Empty: every owner, admin and team lead." }) })
  .meta({ id: "AccessReviewDetail" });

export const reviewItem = z
  .object({
    id: z.string(),
    subject,
    subjectId: z.string(),
    name: z.string(),
    holder: named.nullable(),
    team: named.nullable(),
    access: z.record(z.string(), z.unknown()).meta({ description: "As it stood when the campaign began." }),
    lastUsedAt: instant.nullable(),
    hasEnded: z.boolean().meta({ description: "Revoked, expired or deactivated meanwhile." }),
    decision: decision.nullable(),
    reducedTo: z.record(z.string(), z.unknown()).nullable(),
    note: z.string(),
    decidedBy: named.nullable(),
    decidedAt: instant.nullable(),
    allowedDecisions: z.array(decision),
    because: z.string().nullable().meta({ description: "Why you may not decide, when you otherwise could." }),
  })
  .meta({ id: "AccessReviewItem" });
export const reviewItemPage = pageOf(reviewItem, "AccessReviewItemPage");

export const listAccessReviewsQuery = pageQuery.extend({ open: flag.optional() });
export const accessReviewParams = z.object({ reviewId: idOf("rev") });
export const reviewItemParams = accessReviewParams.extend({ itemId: idOf("rvi") });
export const listReviewItemsQuery = pageQuery.extend({
  subject: subject.optional(),
  decided: flag.optional(),
  q: search.optional(),
});
export const evidenceQuery = z.object({ format: z.enum(["json", "csv"]).default("json") });

export const createAccessReviewInput = z
  .strictObject({
    name: line(120),
    subjects: z.array(subject).min(1).max(REVIEW_SUBJECTS.length),
    teamId: idOf("team").nullable().default(null),
    reviewerIds: z.array(idOf("per")).max(50).default([]).meta({
      description: "Owners and admins who decide; leads decide about their teams' keys anyway. Empty: all of them.",
    }),
    dueAt: instant,
  })
  .meta({ id: "CreateAccessReview" });

export const decideAccessInput = z
  .strictObject({
    decision,
    /** For `reduce`: what is left. */
    reduceTo: z
      .strictObject({
        models: z.array(z.string().max(120)).max(200).optional(),
        scopes: z.array(z.string().max(60)).min(1).max(100).optional(),
        role: z.enum(ORGANIZATION_ROLES).optional(),
        expiresAt: instant.optional(),
      })
      .default({}),
    note: optionalLine(500).default(""),
  })
  .meta({ id: "DecideAccess" });

export type AccessReview = z.output<typeof accessReview>;
export type AccessReviewDetail = z.output<typeof accessReviewDetail>;
export type ReviewItem = z.output<typeof reviewItem>;
export type ReviewSubject = z.output<typeof subject>;
export type ReviewDecision = z.output<typeof decision>;
export type ListReviewItemsQuery = z.input<typeof listReviewItemsQuery>;
export type CreateAccessReviewInput = z.input<typeof createAccessReviewInput>;
export type DecideAccessInput = z.input<typeof decideAccessInput>;
