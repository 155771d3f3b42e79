import { readFileSync } from "node:fs";
import type { SignedProof } from "@/lib/proof/document/proof-document";
import { verifyDocument } from "@/lib/signed/verify-document";

/** Whether the file is what was signed, in words; needs no server. Throws a sentence when it cannot be read. */
export function verifyFile(path: string, key: string | null): { isValid: boolean; words: string } {
  const proof: unknown = JSON.parse(readFileSync(path, "utf8"));
  const verdict = verifyDocument(proof, key ?? undefined);
  switch (verdict.kind) {
    case "valid":
      return { isValid: true, words: validWords(proof as SignedProof, verdict.fingerprint, key !== null) };
    case "changed":
      return { isValid: false, words: "NOT VALID: the document was changed after it was signed." };
    case "other_key":
      return { isValid: false, words: `NOT VALID: it was signed by another key (${verdict.fingerprint}).` };
    case "unreadable":
      return { isValid: false, words: `NOT VALID: this is no signed proof: ${verdict.why}.` };
  }
}

function validWords({ document }: SignedProof, fingerprint: string, isPinned: boolean): string {
  const red = document.cells.filter(({ passed }) => !passed).length;
  const found =
    red === 0 ? `all ${document.cells.length} cells held` : `${red} of ${document.cells.length} cells BROKEN`;
  const whose = isPinned
    ? "by the key you gave"
    : "by the key inside it: compare the fingerprint with Settings, Proof of enforcement";
  return `Valid: unchanged since it was signed ${whose} (${fingerprint}).\n${document.finishedAt}, ${document.gateway}, ${document.software.version}: ${found}.`;
}
