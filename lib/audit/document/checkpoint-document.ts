import type { SignedDocument } from "@/lib/signed/sign-document";
import { type SignedVerdict, verifyDocument } from "@/lib/signed/verify-document";

const FORMAT = "gatehouse-audit-checkpoint/1";

/** Where an organization's audit chain stood at a moment. Every value is JSON; times are RFC 3339 UTC. */
export interface CheckpointDocument {
  format: typeof FORMAT;
  id: string;
  organization: { id: string; name: string };
  /** The last event, and its hash as hex; every earlier event is behind it. */
  seq: number;
  hash: string;
  takenAt: string;
}

export type SignedCheckpoint = SignedDocument<CheckpointDocument>;

/** The document of a checkpoint. */
export function checkpointDocument(checkpoint: Omit<CheckpointDocument, "format">): CheckpointDocument {
  return { format: FORMAT, ...checkpoint };
}

/** Whether `signed` is a checkpoint as it was signed and, with `expectedKey` (base64url), signed by exactly that key. */
export function verifyCheckpoint(
  signed: unknown,
  expectedKey?: string,
): { verdict: SignedVerdict; document: CheckpointDocument | null } {
  const verdict = verifyDocument(signed, expectedKey);
  if (verdict.kind !== "valid") return { verdict, document: null };
  const { document } = signed as SignedDocument<Partial<CheckpointDocument>>;
  const isCheckpoint =
    document.format === FORMAT && Number.isSafeInteger(document.seq) && /^[0-9a-f]{64}$/.test(document.hash ?? "");
  if (!isCheckpoint) return { verdict: { kind: "unreadable", why: "it is no checkpoint" }, document: null };
  return { verdict, document: document as CheckpointDocument };
}
