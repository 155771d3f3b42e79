import { openDatabase } from "@/db/client";
import { findAuditEvent } from "@/db/queries/audit/list-audit-events";
import { verifyAuditChain } from "@/db/queries/audit/verify-audit-chain";
import { readSignedCheckpoints } from "@/db/queries/audit-evidence/checkpoints";
import { organization } from "@/db/schema";
import { type CheckpointDocument, verifyCheckpoint } from "@/lib/audit/document/checkpoint-document";
import type { VerifiedChain } from "./verify-file";

const DEADLINE_MS = 10 * 60_000;

/** Computes every chain of a database again, against its own checkpoints and those kept elsewhere. Throws for a forged checkpoint. */
export async function verifyDatabase(
  url: string,
  kept: readonly CheckpointDocument[],
  key: string | null,
): Promise<VerifiedChain[]> {
  const database = openDatabase(url, { poolSize: 1, deadlineMs: DEADLINE_MS });
  try {
    const organizations = await database.orm
      .select({ id: organization.id })
      .from(organization)
      .orderBy(organization.id);
    const chains: VerifiedChain[] = [];
    for (const { id } of organizations) {
      const stored = (await readSignedCheckpoints(database.orm, id)).map((signed) => storedPlace(signed, key));
      const known = [...stored, ...kept.filter((one) => one.organization.id === id)];
      const report = await verifyAuditChain(database.orm, id, known);
      const broken = report.firstBadSeq === null ? null : await findAuditEvent(database.orm, id, report.firstBadSeq);
      chains.push({ organizationId: id, report, broken });
    }
    return chains;
  } finally {
    await database.close();
  }
}

function storedPlace(signed: unknown, key: string | null): CheckpointDocument {
  const { document } = verifyCheckpoint(signed, key ?? undefined);
  if (document === null) throw new Error("NOT VALID: a checkpoint in the database is not what was signed.");
  return document;
}
