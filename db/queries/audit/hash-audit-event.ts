import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/canonical-json";

/** What an audit event says. Its place in the chain is the database's. */
export interface AuditContent {
  actorKind: string;
  actorId: string;
  /** The person behind an API token. */
  personId: string | null;
  action: string;
  targetKind: string;
  targetId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  requestId: string | null;
  clientAddress: string | null;
  /** When it happened, if it could only be written later. */
  occurredAt: Date | null;
}

/** Where an audit event stands. */
export interface AuditPlace {
  organizationId: string;
  seq: number;
  at: Date;
}

/** Hash before the first row of a chain. */
export const GENESIS_HASH = Buffer.alloc(32);

/** `SHA-256(canonical JSON of what the event says)`. */
export function hashAuditContent(event: AuditContent): Buffer {
  const content = {
    ...plainContent(event),
    personId: event.personId,
    occurredAt: event.occurredAt?.toISOString() ?? null,
  };
  return createHash("sha256").update(canonicalJson(content)).digest();
}

/**
 * `SHA-256(previous hash ‖ organization ⏎ seq ⏎ milliseconds ⏎ ‖ content hash)`, as drizzle/0017 computes it: changing, removing or
 * reordering a row breaks every later hash.
 */
export function chainHash(previousHash: Uint8Array, place: AuditPlace, contentHash: Uint8Array): Buffer {
  const { organizationId, seq, at } = place;
  return createHash("sha256")
    .update(previousHash)
    .update(`${organizationId}\n${seq}\n${at.getTime()}\n`)
    .update(contentHash)
    .digest();
}

/** The hash of a row that was written before 0017: `SHA-256(previous hash ‖ canonical JSON of place and content)`. */
export function firstChainHash(previousHash: Uint8Array, event: AuditPlace & AuditContent): Buffer {
  const row = {
    ...plainContent(event),
    organizationId: event.organizationId,
    seq: event.seq,
    at: event.at.toISOString(),
  };
  return createHash("sha256").update(previousHash).update(canonicalJson(row)).digest();
}

function plainContent(event: AuditContent) {
  return {
    actorKind: event.actorKind,
    actorId: event.actorId,
    action: event.action,
    targetKind: event.targetKind,
    targetId: event.targetId,
    before: event.before,
    after: event.after,
    requestId: event.requestId,
    clientAddress: event.clientAddress,
  };
}
