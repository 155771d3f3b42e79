import { listReviewItems, type ReviewItemRow } from "@/db/queries/access-reviews/list-items";
import type { ReviewRow } from "@/db/queries/access-reviews/list-reviews";
import { findOrganization } from "@/db/queries/people/find-organization";
import type { EvidenceItem } from "@/lib/audit/document/review-evidence";
import type { AdminContext, Work } from "../context";
import { defineSensitiveRead } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { locateManagedReview, readReview } from "./locate-review";

const ROWS_AT_ONCE = 500;

/** What a campaign found and decided, ready to be signed. */
export interface ReviewEvidence {
  organization: { id: string; name: string };
  review: ReviewRow & { reviewers: { id: string; name: string }[] };
  items: EvidenceItem[];
  seed: Buffer;
}

const readEvidence = defineSensitiveRead({
  name: "access_reviews.export",
  permission: "audit:read",
  seenWith: "access_reviews:read",
  kind: "access review",
  locate: locateManagedReview,
  async read(work, review, input: ExportInput): Promise<ReviewEvidence> {
    const organization = await findOrganization(work.run, work.organizationId);
    return {
      organization: { id: work.organizationId, name: organization?.name ?? work.organizationId },
      review: await readReview(work, review.id),
      items: await readItems(work, review.id),
      seed: input.seed,
    };
  },
  note: (review, { format }) => ({
    targetKind: "access_review",
    targetId: review.id,
    before: null,
    after: { format, items: review.items, decided: review.decided },
  }),
});

interface ExportInput {
  reviewId: string;
  format: "json" | "csv";
  seed: Buffer;
}

/** The evidence of a campaign; that it was taken is in the log. */
export const exportReviewEvidence = preparedVerb(readEvidence, withSeed);

async function withSeed({ keyring }: AdminContext, input: Omit<ExportInput, "seed">): Promise<ExportInput> {
  return { ...input, seed: await keyring.auditSigningSeed() };
}

async function readItems(work: Work, reviewId: string): Promise<EvidenceItem[]> {
  const filter = { teams: "all", subject: null, isDecided: null, search: null } as const;
  const items: EvidenceItem[] = [];
  let after: string | null = null;
  for (;;) {
    const rows: ReviewItemRow[] = await listReviewItems(work.run, reviewId, { ...filter, after, limit: ROWS_AT_ONCE });
    const page = rows.slice(0, ROWS_AT_ONCE);
    items.push(...page.map(evidenceOf));
    if (rows.length <= ROWS_AT_ONCE) return items;
    after = page.at(-1)?.id ?? null;
  }
}

function evidenceOf(row: ReviewItemRow): EvidenceItem {
  return {
    id: row.id,
    subject: row.subject,
    subjectId: row.subjectId,
    name: row.name,
    holder: row.holderName,
    access: row.access,
    lastUsedAt: (row.decision === null ? row.lastUsedNow : row.lastUsedAt)?.toISOString() ?? null,
    decision: row.decision,
    reducedTo: row.reducedTo,
    note: row.note,
    decidedBy: row.deciderName,
    decidedAt: row.decidedAt?.toISOString() ?? null,
  };
}
