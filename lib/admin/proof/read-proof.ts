import { findProof } from "@/db/queries/proof/list-proofs";
import type { Work } from "../context";
import type { Located } from "../define-verb";

/** A run that is there. */
export type ProofDetailRow = NonNullable<Awaited<ReturnType<typeof findProof>>>;

/** The run as it stands. Throws when it is gone, which nothing does. */
export async function readProof(work: Work, proofId: string): Promise<ProofDetailRow> {
  const row = await findProof(work.run, work.organizationId, proofId);
  if (row === null) throw new Error(`the proof ${proofId} is not there`);
  return row;
}

/** `locate` for verbs about one run. */
export async function locateProof(work: Work, input: { proofId: string }): Promise<Located<ProofDetailRow> | null> {
  const row = await findProof(work.run, work.organizationId, input.proofId);
  return row && { target: row, scope: { kind: "organization" } };
}
