import type { z } from "zod";
import type { ProofRow } from "@/db/queries/proof/list-proofs";
import type { ProofDetailRow } from "@/lib/admin/proof/read-proof";
import type { ProofStatus, proof, proofDetail } from "../schemas/proofs";

/** A run as a list shows it. */
export function proofView(row: ProofRow): z.input<typeof proof> {
  return {
    id: row.id,
    status: statusOf(row),
    trigger: row.trigger,
    startedAt: row.startedAt.toISOString(),
    finishedAt: row.finishedAt?.toISOString() ?? null,
    requestedBy: row.requestedBy === null ? null : { id: row.requestedBy, name: row.requesterName ?? row.requestedBy },
    planned: row.planned,
    done: row.done,
    red: row.red,
    failure: row.failure,
  };
}

/** A run with its cells and, once it is finished, what was signed. */
export function proofDetailView(row: ProofDetailRow): z.input<typeof proofDetail> {
  const { document, signature, publicKey } = row;
  const isSigned = document !== null && signature !== null && publicKey !== null;
  const signed = isSigned ? { document, signature, publicKey } : null;
  return { ...proofView(row), cells: row.cells, signed: signed as z.input<typeof proofDetail>["signed"] };
}

function statusOf(row: ProofRow): ProofStatus {
  if (row.failure !== null) return "broken";
  if (row.finishedAt !== null) return row.passed === true ? "passed" : "failed";
  return row.claimedAt === null ? "queued" : "running";
}
