import { createHash } from "node:crypto";
import type { SignedDocument } from "@/lib/signed/sign-document";
import { verifyDocument } from "@/lib/signed/verify-document";

const FORMAT = "gatehouse-access-review/1";

/** One access that was reviewed. */
export interface EvidenceItem {
  id: string;
  subject: string;
  subjectId: string;
  name: string;
  holder: string | null;
  access: Record<string, unknown>;
  lastUsedAt: string | null;
  decision: string | null;
  reducedTo: Record<string, unknown> | null;
  note: string;
  decidedBy: string | null;
  decidedAt: string | null;
}

/** What an access review found and decided. Every value is JSON; times are RFC 3339 UTC. */
export interface EvidenceDocument {
  format: typeof FORMAT;
  organization: { id: string; name: string };
  review: {
    id: string;
    name: string;
    createdAt: string;
    createdBy: string | null;
    dueAt: string;
    closedAt: string | null;
    reviewers: string[];
  };
  items: EvidenceItem[];
  /** SHA-256 of the same items as CSV, hex: the signature covers the spreadsheet too. */
  csvSha256: string;
  exportedAt: string;
}

export type SignedEvidence = SignedDocument<EvidenceDocument>;

/** The document of a review, which vouches for `csv` as well. */
export function evidenceDocument(
  content: Omit<EvidenceDocument, "format" | "csvSha256">,
  csv: string,
): EvidenceDocument {
  return { format: FORMAT, ...content, csvSha256: sha256(csv) };
}

interface EvidenceVerdict {
  /** What is wrong, as the end of a sentence; null when nothing is. */
  problem: string | null;
  document: EvidenceDocument | null;
  fingerprint: string | null;
}

/** Whether `signed` is evidence as it was signed, by `key` when it is given (base64url), and whether `csv` belongs to it. */
export function verifyEvidence(
  signed: unknown,
  { csv, key }: { csv: string | null; key: string | null },
): EvidenceVerdict {
  const refused = (problem: string): EvidenceVerdict => ({ problem, document: null, fingerprint: null });
  const verdict = verifyDocument(signed, key ?? undefined);
  switch (verdict.kind) {
    case "changed":
      return refused("the document was changed after it was signed");
    case "other_key":
      return refused(`it was signed by another key (${verdict.fingerprint})`);
    case "unreadable":
      return refused(`this is no signed evidence: ${verdict.why}`);
    case "valid": {
      const { document } = signed as SignedEvidence;
      if (document.format !== FORMAT) return refused("this is no evidence of an access review");
      if (csv !== null && sha256(csv) !== document.csvSha256) return refused("the CSV is not the one that was signed");
      return { problem: null, document, fingerprint: verdict.fingerprint };
    }
  }
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}
