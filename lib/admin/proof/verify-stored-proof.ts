import { proofPublicKey } from "@/lib/proof/document/sign-proof";
import { keyFingerprint, verifyProof } from "@/lib/proof/document/verify-proof";
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
    const own = proofPublicKey(await work.keyring.proofSigningSeed());
    const verdict = verifyProof({ document, signature, publicKey }, own);
    return { verdict: verdict.kind, publicKey: own, fingerprint: keyFingerprint(own) };
  },
});
