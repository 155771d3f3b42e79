import { createReadStream } from "node:fs";
import { createInterface } from "node:readline";
import { readExportedEvent } from "@/db/queries/audit/exported-event";
import { type AuditChainReport, type ChainedEvent, ChainWalk } from "@/db/queries/audit/walk-chain";
import type { CheckpointDocument } from "@/lib/audit/document/checkpoint-document";

/** What a chain in a file is. */
export interface VerifiedChain {
  organizationId: string;
  report: AuditChainReport;
  /** The row at the first bad place, if there is one. */
  broken: ChainedEvent | null;
}

/** Computes the chain of an export again, line by line. Throws a sentence when it is no export. */
export async function verifyExport(path: string, kept: readonly CheckpointDocument[]): Promise<VerifiedChain> {
  const lines = createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY });
  let chain: { organizationId: string; walk: ChainWalk } | null = null;
  for await (const line of lines) {
    if (line.trim() === "") continue;
    const event = readExportedEvent(line);
    const organizationId: string = chain?.organizationId ?? event.organizationId;
    chain ??= { organizationId, walk: new ChainWalk(kept.filter((one) => one.organization.id === organizationId)) };
    if (!chain.walk.next({ ...event, organizationId })) {
      return { organizationId, report: chain.walk.end(), broken: event };
    }
  }
  if (chain === null) throw new Error(`${path} has no audit event in it.`);
  return { organizationId: chain.organizationId, report: chain.walk.end(), broken: null };
}
