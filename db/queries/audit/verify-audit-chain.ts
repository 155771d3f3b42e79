import { and, asc, eq, gt } from "drizzle-orm";
import { auditEvent } from "@/db/schema";
import type { Runner } from "../runner";
import { type AuditChainReport, ChainWalk, type KnownPlace } from "./walk-chain";

const BATCH = 500;

/** Computes every hash of the organization's chain again, from its first row, and holds it against checkpoints. */
export async function verifyAuditChain(
  run: Runner,
  organizationId: string,
  known: readonly KnownPlace[] = [],
): Promise<AuditChainReport> {
  const walk = new ChainWalk(known);
  for (;;) {
    const rows = await run
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.organizationId, organizationId), gt(auditEvent.seq, walk.seq)))
      .orderBy(asc(auditEvent.seq))
      .limit(BATCH);
    if (!rows.every((row) => walk.next(row)) || rows.length < BATCH) return walk.end();
  }
}
