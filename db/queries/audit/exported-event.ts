import type { ChainedEvent } from "./walk-chain";

/** A row as a file keeps it: everything its hash covers, bytes as hex, times as RFC 3339 UTC in whole milliseconds. */
export interface ExportedEvent extends Omit<ChainedEvent, "at" | "occurredAt" | "hash" | "previousHash"> {
  at: string;
  occurredAt: string | null;
  previousHash: string;
  hash: string;
}

/** The row for a file. */
export function exportEvent(row: ChainedEvent): ExportedEvent {
  return {
    organizationId: row.organizationId,
    seq: row.seq,
    at: row.at.toISOString(),
    occurredAt: row.occurredAt?.toISOString() ?? null,
    version: row.version,
    actorKind: row.actorKind,
    actorId: row.actorId,
    personId: row.personId,
    action: row.action,
    targetKind: row.targetKind,
    targetId: row.targetId,
    before: row.before,
    after: row.after,
    requestId: row.requestId,
    clientAddress: row.clientAddress,
    previousHash: Buffer.from(row.previousHash).toString("hex"),
    hash: Buffer.from(row.hash).toString("hex"),
  };
}

/** The row from a line of a file. Throws a sentence for what is no such line. */
export function readExportedEvent(line: string): ChainedEvent {
  const value = JSON.parse(line) as Partial<ExportedEvent> | null;
  if (
    value === null ||
    typeof value.seq !== "number" ||
    typeof value.hash !== "string" ||
    typeof value.at !== "string"
  ) {
    throw new Error("This is no line of an audit export: it has no seq, at and hash.");
  }
  const event = value as ExportedEvent;
  return {
    ...event,
    at: new Date(event.at),
    occurredAt: event.occurredAt === null ? null : new Date(event.occurredAt),
    previousHash: Buffer.from(event.previousHash, "hex"),
    hash: Buffer.from(event.hash, "hex"),
  };
}
