import { type AUDIT_ACTOR_KINDS, auditEvent } from "@/db/schema";
import type { Runner } from "../runner";
import { type AuditContent, GENESIS_HASH, hashAuditContent } from "./hash-audit-event";

export type AuditActorKind = (typeof AUDIT_ACTOR_KINDS)[number];

export interface AuditActor {
  actorKind: AuditActorKind;
  actorId: string;
  /** The person behind an API token. */
  personId?: string | null;
}

export interface NewAuditEvent extends AuditActor, Omit<AuditContent, "actorKind" | "personId" | "occurredAt"> {
  /** When it happened, if it can only be written now: whole milliseconds. */
  occurredAt?: Date;
}

/** What fills the columns that the database gives itself. */
const GIVEN = { seq: 0, previousHash: GENESIS_HASH, hash: GENESIS_HASH };

/**
 * Adds one row to the organization's chain, in the caller's transaction: no change without its record, no record without its change.
 * One statement; the organization's audit lock is held from it until the transaction ends, so call this last.
 */
export async function appendAuditEvent(run: Runner, organizationId: string, event: NewAuditEvent): Promise<void> {
  const content = { ...event, personId: event.personId ?? null, occurredAt: event.occurredAt ?? null };
  await run.insert(auditEvent).values({ ...content, ...GIVEN, organizationId, contentHash: hashAuditContent(content) });
}
