import { and, eq, isNull, sql } from "drizzle-orm";
import { enforcementProof, organization } from "@/db/schema";
import type { ProofCell } from "@/db/schema/enforcement-proof";
import type { Runner } from "../runner";

/** How far a run has come, and that it lives. */
export async function saveProofProgress(
  run: Runner,
  proofId: string,
  { planned, cells }: { planned: number; cells: ProofCell[] },
): Promise<void> {
  await run
    .update(enforcementProof)
    .set({ planned, cells, heartbeatAt: sql`now()` })
    .where(and(eq(enforcementProof.id, proofId), isNull(enforcementProof.finishedAt)));
}

interface FinishedProof {
  passed: boolean;
  cells: ProofCell[];
  document: Record<string, unknown>;
  signature: string;
  publicKey: string;
}

/** Ends a run with what it found; false when somebody ended it before. */
export async function finishProof(run: Runner, proofId: string, proof: FinishedProof): Promise<boolean> {
  const rows = await run
    .update(enforcementProof)
    .set({ ...proof, planned: proof.cells.length, finishedAt: sql`now()` })
    .where(and(eq(enforcementProof.id, proofId), isNull(enforcementProof.finishedAt)))
    .returning({ id: enforcementProof.id });
  return rows.length === 1;
}

/** Ends a run that could not be carried out. `failure` is a sentence for people. False when somebody ended it before. */
export async function breakProof(run: Runner, proofId: string, failure: string): Promise<boolean> {
  const rows = await run
    .update(enforcementProof)
    .set({ failure, passed: false, finishedAt: sql`now()` })
    .where(and(eq(enforcementProof.id, proofId), isNull(enforcementProof.finishedAt)))
    .returning({ id: enforcementProof.id });
  return rows.length === 1;
}

/** Id and name, as they are signed. */
export async function findProvenOrganization(
  run: Runner,
  organizationId: string,
): Promise<{ id: string; name: string } | null> {
  const [row] = await run
    .select({ id: organization.id, name: organization.name })
    .from(organization)
    .where(eq(organization.id, organizationId))
    .limit(1);
  return row ?? null;
}
