import { defineRead } from "../define-verb";
import { locateProof, type ProofDetailRow } from "./read-proof";

/** One run: its progress while it runs, then its matrix and its signed document. */
export const getProof = defineRead({
  name: "proofs.get",
  permission: "proofs:read",
  kind: "proof",
  locate: locateProof,
  read: (_work, row: ProofDetailRow, _input: { proofId: string }) => Promise.resolve(row),
});
