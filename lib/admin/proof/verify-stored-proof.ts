import { publicKeyOf } from "@/lib/signed/sign-document";
import { keyFingerprint, verifyDocument } from "@/lib/signed/verify-document";
import { defineRead } from "../define-verb";
import { locateProof, type ProofDetailRow } from "./read-proof";

/** Whether the stored document is still what was signed, and by the key of this installation. */
export const verifyStoredProof = defineRead({
  name: "proofs.verify",
  permission: "proofs:read",
  kind: "proof",
  locate: locateProof,
  async read(work, row: ProofDetailRow, _input: { proofId: string }) {
    const { document, signature, publicKey } = row;
    const own = publicKeyOf(await work.keyring.proofSigningSeed());
    const verdict = verifyDocument({ document, signature, publicKey }, own);
    return { verdict: verdict.kind, publicKey: own, fingerprint: keyFingerprint(own) };
  },
});
