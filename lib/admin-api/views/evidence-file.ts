import type { ReviewEvidence } from "@/lib/admin/access-reviews/export-review-evidence";
import { evidenceDocument } from "@/lib/audit/document/review-evidence";
import { signDocument } from "@/lib/signed/sign-document";
import { csvRow } from "../csv-row";
import { FileAnswer } from "../file-answer";

type Format = "json" | "csv";

export const EVIDENCE_FILE_TYPES: Record<Format, string> = {
  json: "application/json; charset=utf-8",
  csv: "text/csv; charset=utf-8",
};

/** The evidence as a file: signed JSON, or the CSV whose hash that JSON signs. */
export function evidenceFile(evidence: ReviewEvidence, format: Format, exportedAt: Date): FileAnswer {
  const csv = evidenceCsv(evidence);
  const text = format === "csv" ? csv : `${JSON.stringify(signed(evidence, csv, exportedAt), null, 2)}\n`;
  return new FileAnswer({
    contentType: EVIDENCE_FILE_TYPES[format],
    fileName: `access-review-${evidence.review.id}.${format}`,
    chunks: once(text),
  });
}

function signed({ organization, review, items, seed }: ReviewEvidence, csv: string, exportedAt: Date) {
  const content = {
    organization,
    review: {
      id: review.id,
      name: review.name,
      createdAt: review.createdAt.toISOString(),
      createdBy: review.creatorName,
      dueAt: review.dueAt.toISOString(),
      closedAt: review.closedAt?.toISOString() ?? null,
      reviewers: review.reviewers.map(({ name }) => name),
    },
    items,
    exportedAt: exportedAt.toISOString(),
  };
  return signDocument(evidenceDocument(content, csv), seed);
}

const HEAD = [
  "subject",
  "id",
  "name",
  "holder",
  "access",
  "last_used_at",
  "decision",
  "reduced_to",
  "note",
  "decided_by",
  "decided_at",
] as const;

function evidenceCsv({ items }: ReviewEvidence): string {
  const rows = items.map((item) =>
    csvRow([
      item.subject,
      item.subjectId,
      item.name,
      item.holder,
      JSON.stringify(item.access),
      item.lastUsedAt,
      item.decision,
      item.reducedTo === null ? null : JSON.stringify(item.reducedTo),
      item.note,
      item.decidedBy,
      item.decidedAt,
    ]),
  );
  return csvRow(HEAD) + rows.join("");
}

async function* once(text: string): AsyncGenerator<string> {
  yield text;
}
