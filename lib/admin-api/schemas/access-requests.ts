import { z } from "zod";
import { ORGANIZATION_ROLES } from "@/lib/auth/permissions";
import { fourEyes, LISTED_CHANGES } from "./ceilings";
import { instant, named, usd } from "./fields";
import { flag, pageOf, pageQuery, search } from "./page";
import { quotaLimit } from "./quota-terms";
import { claimRuleInput, MOST_RULES } from "./sign-in";
import { idOf, line, optionalLine } from "./text";

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
export const REQUEST_STATUSES = ["open", "approved", "ended", "refused", "withdrawn", "expired"] as const;
const kind = z.enum(REQUEST_KINDS);
const status = z.enum(REQUEST_STATUSES).meta({
  description: "`expired`: nobody decided in time. `ended`: what was given is over.",
});
const decides = z.enum(["ceiling", "lead", "admin"]).meta({
  description: "Who decides: the team's ceiling at once, a lead of the team, an owner or admin.",
});
const dangers = z.array(z.enum([...LISTED_CHANGES, "loosen_four_eyes"]));

const models = z.array(z.string().min(1).max(128)).min(1).max(200);
const days = z.int().min(1).max(366).meta({ example: 7 });
const tokens = z
  .string()
  .trim()
  .regex(/^\d{1,15}$/, "must be a whole number")
  .meta({ example: "100000" });

const keyProposal = z.strictObject({
  kind: z.literal("key"),
  projectId: idOf("prj"),
  name: line(80),
  purpose: optionalLine(500).default(""),
  models,
  days: days.nullable().meta({ description: "How long the key lives after the approval; null: for good." }),
  monthlyUsd: quotaLimit.nullable().default(null),
  tokensPerMinute: tokens.nullable().default(null),
});
const modelsProposal = z.strictObject({
  kind: z.literal("models"),
  keyId: idOf("key"),
  models,
  days: days.nullable().meta({ description: "Null: for good." }),
});
const quotaProposal = z.strictObject({
  kind: z.literal("quota"),
  quotaId: idOf("quo"),
  limit: quotaLimit.meta({ description: "The limit to be, in the quota's unit." }),
  days: days.nullable().meta({ description: "Null: for good." }),
});
const roleProposal = z.strictObject({
  kind: z.literal("role"),
  personId: idOf("per"),
  role: z.enum(ORGANIZATION_ROLES),
});
const fourEyesProposal = z.strictObject({ kind: z.literal("four_eyes"), ...fourEyes.shape });
const signInRulesProposal = z.strictObject({
  kind: z.literal("sign_in_rules"),
  rules: z.array(claimRuleInput).max(MOST_RULES).meta({ description: "In the place of all that there are." }),
});
const scimTokenProposal = z.strictObject({
  kind: z.literal("scim_token"),
  name: line(80),
  replaces: idOf("sct").nullable().default(null).meta({ description: "The token to rotate; null: a new one." }),
});
const signInLinkProposal = z.strictObject({ kind: z.literal("sign_in_link"), personId: idOf("per") });

/** Exactly what is asked for. */
export const proposal = z
  .discriminatedUnion("kind", [
    keyProposal,
    modelsProposal,
    quotaProposal,
    roleProposal,
    fourEyesProposal,
    signInRulesProposal,
    scimTokenProposal,
    signInLinkProposal,
  ])
  .meta({ id: "AccessProposal" });

const finding = z.object({ bound: z.string(), fits: z.boolean(), sentence: z.string() });
const changeLine = z.object({
  field: z.string(),
  unit: z.enum(["text", "models", "usd", "amount", "days"]),
  before: z.string().nullable(),
  after: z.string().nullable(),
});
const cost = z.object({
  of: z.string(),
  spentUsd: usd.meta({ description: "Of the last 30 days." }),
  moreUsd: usd.nullable().meta({ description: "What may be spent more; null when nothing of its own bounds it." }),
  sentence: z.string(),
});

/** What would become of an ask. */
export const accessRequestPreview = z
  .object({
    decides,
    because: z.string(),
    /** Against the ceiling under which it is given at once, and the one under which a lead gives it. */
    findings: z.object({ member: z.array(finding), lead: z.array(finding) }),
    dangers: dangers.meta({ description: "Why it takes two people; empty: it does not." }),
    changes: z.array(changeLine),
    cost: cost.nullable(),
    deciders: z.array(named),
  })
  .meta({ id: "AccessRequestPreview" });

export const accessRequest = z
  .object({
    id: idOf("arq"),
    kind,
    status,
    team: named.nullable(),
    subject: z.object({
      kind: z.enum(["project", "key", "quota", "person", "organization"]),
      id: z.string(),
      name: z.string(),
    }),
    askedBy: named,
    reason: z.string(),
    proposal,
    /** When it was asked for. */
    decides,
    because: z.string(),
    decidedBy: named.nullable().meta({ description: "Null of what the ceiling gave at once." }),
    decidedAt: instant.nullable(),
    note: z.string(),
    granted: proposal.nullable().meta({ description: "What was given, which may be less." }),
    grantEndsAt: instant.nullable(),
    keyId: z.string().nullable().meta({ description: "The key that was made." }),
    usedAt: instant.nullable().meta({ description: "When its asker made the token or link it allows." }),
    comments: z.int(),
    approvals: z.int().meta({ description: "Of an open one, those that still stand; of a decided one, all." }),
    createdAt: instant,
    expiresAt: instant.meta({ description: "When it ends by itself if nobody decides." }),
  })
  .meta({ id: "AccessRequest" });
export const accessRequestPage = pageOf(accessRequest, "AccessRequestPage");

export const accessRequestDetail = accessRequest
  .extend({
    changes: z.array(changeLine).meta({ description: "Now → then, as it stands now." }),
    hash: z.string().meta({ description: "Send it back with an approval: it is bound to exactly this change." }),
    hasMoved: z.boolean().meta({ description: "What it would change is not as it was when it was asked for." }),
    weight: z
      .object({
        decides,
        because: z.string(),
        findings: z.object({ member: z.array(finding), lead: z.array(finding) }),
      })
      .nullable()
      .meta({ description: "Against the ceilings as they are now; null when what it is about is gone." }),
    dangers,
    cost: cost.nullable(),
    deciders: z.array(named),
    approvedBy: z.array(z.object({ person: named, granted: proposal, note: z.string(), at: instant })),
    thread: z.array(z.object({ id: z.string(), person: named, text: z.string(), at: instant })),
    history: z.object({ asker: z.array(accessRequest), subject: z.array(accessRequest) }),
    allowedActions: z.array(z.enum(["approve", "refuse", "withdraw", "comment", "collect", "use"])),
    becauseNot: z.string().nullable().meta({ description: "Why you may not approve, when you otherwise could." }),
  })
  .meta({ id: "AccessRequestDetail" });

export const waitingRequests = z.object({ waiting: z.int() }).meta({ id: "WaitingRequests" });

export const accessRequestParams = z.object({ requestId: idOf("arq") });
export const listAccessRequestsQuery = pageQuery.extend({
  status: z
    .string()
    .regex(/^(open|approved|ended|refused|withdrawn|expired)(,(open|approved|ended|refused|withdrawn|expired))*$/)
    .optional()
    .meta({ description: "One or several, separated by commas.", example: "open,approved" }),
  kind: kind.optional(),
  subjectId: z.string().max(64).optional(),
  mine: flag.optional(),
  waiting: flag.optional().meta({ description: "Only what waits for your decision." }),
  q: search.optional(),
});
export const previewAccessRequestInput = z.strictObject({ proposal }).meta({ id: "PreviewAccessRequest" });
const reason = z.string().trim().max(2_000).default("");
export const createAccessRequestInput = z.strictObject({ proposal, reason }).meta({ id: "CreateAccessRequest" });
export const approveAccessRequestInput = z
  .strictObject({
    hash: z.string().regex(/^[0-9a-f]{64}$/),
    grant: z
      .strictObject({
        models: models.optional(),
        days: days.optional(),
        monthlyUsd: quotaLimit.optional(),
        tokensPerMinute: tokens.optional(),
        limit: quotaLimit.optional(),
      })
      .default({})
      .meta({ description: "Less or shorter than was asked for; left out: all of it." }),
    note: reason,
  })
  .meta({ id: "ApproveAccessRequest" });
export const refuseAccessRequestInput = z.strictObject({ note: reason }).meta({ id: "RefuseAccessRequest" });
export const commentInput = z
  .strictObject({ text: z.string().trim().min(1).max(2_000) })
  .meta({ id: "CommentOnAccessRequest" });

export type Proposal = z.output<typeof proposal>;
export type RequestKind = z.output<typeof kind>;
export type RequestStatus = z.output<typeof status>;
export type Finding = z.output<typeof finding>;
export type ChangeLine = z.output<typeof changeLine>;
export type CostImpact = z.output<typeof cost>;
export type AccessRequest = z.output<typeof accessRequest>;
export type AccessRequestDetail = z.output<typeof accessRequestDetail>;
export type AccessRequestPreview = z.output<typeof accessRequestPreview>;
export type WaitingRequests = z.output<typeof waitingRequests>;
export type ListAccessRequestsQuery = z.input<typeof listAccessRequestsQuery>;
export type ProposalInput = z.input<typeof proposal>;
export type CreateAccessRequestInput = z.input<typeof createAccessRequestInput>;
export type ApproveAccessRequestInput = z.input<typeof approveAccessRequestInput>;
