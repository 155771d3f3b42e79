import { readFileSync } from "node:fs";
import { verifyEvidence } from "@/lib/audit/document/review-evidence";

/** Whether the evidence of an access review is what was signed, in words; with `csvPath` also whether that CSV belongs to it. */
export function verifyEvidenceFile(
  path: string,
  csvPath: string | null,
  key: string | null,
): { isValid: boolean; words: string } {
  const csv = csvPath === null ? null : readFileSync(csvPath, "utf8");
  const { problem, document, fingerprint } = verifyEvidence(JSON.parse(readFileSync(path, "utf8")), { csv, key });
  if (problem !== null || document === null) return { isValid: false, words: `NOT VALID: ${problem}.` };
  const undecided = document.items.filter(({ decision }) => decision === null).length;
  const whose =
    key === null
      ? "by the key inside it: compare the fingerprint with Settings, Audit checkpoints"
      : "by the key you gave";
  return {
    isValid: true,
    words: `Valid: unchanged since it was signed ${whose} (${fingerprint}).\n${document.review.name}: ${document.items.length} items, ${undecided} undecided.`,
  };
}
