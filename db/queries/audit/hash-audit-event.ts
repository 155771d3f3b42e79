import { createHash } from "node:crypto";
import { canonicalJson } from "@/lib/canonical-json";

/** The content of an audit row that its hash covers. */
export interface HashedAuditEvent {
  organizationId: string;
  seq: number;
  at: Date;
  actorKind: string;
  actorId: string;
  action: string;
  targetKind: string;
  targetId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  requestId: string | null;
  clientAddress: string | null;
}

/** Hash before the first row of a chain. */
export const GENESIS_HASH = Buffer.alloc(32);

/** `SHA-256(previous hash ‖ canonical JSON of the row)`: changing, removing or reordering a row breaks every later hash. */
export function hashAuditEvent(previousHash: Uint8Array, event: HashedAuditEvent): Buffer {
  const row = {
    organizationId: event.organizationId,
    seq: event.seq,
    at: event.at.toISOString(),
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
  return createHash("sha256").update(previousHash).update(canonicalJson(row)).digest();
}
