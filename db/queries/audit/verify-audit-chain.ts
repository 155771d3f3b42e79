import { and, asc, eq, gt } from "drizzle-orm";
import { auditEvent } from "@/db/schema";
import type { Runner } from "../runner";
import { GENESIS_HASH, hashAuditEvent } from "./hash-audit-event";

const BATCH = 500;

/** What computing the chain again found. */
export interface AuditChainReport {
  intact: boolean;
  checked: number;
  /** The first row that is not what was written, or where one is missing. */
  firstBadSeq: number | null;
  headSeq: number;
  /** Hex. */
  headHash: string;
}

/** Computes every hash of the organization's chain again, from its first row. */
export async function verifyAuditChain(run: Runner, organizationId: string): Promise<AuditChainReport> {
  let previous: Uint8Array = GENESIS_HASH;
  let seq = 0;
  for (;;) {
    const rows = await run
      .select()
      .from(auditEvent)
      .where(and(eq(auditEvent.organizationId, organizationId), gt(auditEvent.seq, seq)))
      .orderBy(asc(auditEvent.seq))
      .limit(BATCH);
    for (const row of rows) {
      const follows = row.seq === seq + 1 && Buffer.compare(row.previousHash, previous) === 0;
      if (!follows || !hashAuditEvent(previous, row).equals(row.hash)) return report(seq, previous, seq + 1);
      previous = row.hash;
      seq = row.seq;
    }
    if (rows.length < BATCH) return report(seq, previous, null);
  }
}

function report(seq: number, hash: Uint8Array, firstBadSeq: number | null): AuditChainReport {
  return {
    intact: firstBadSeq === null,
    checked: seq,
    firstBadSeq,
    headSeq: seq,
    headHash: Buffer.from(hash).toString("hex"),
  };
}
