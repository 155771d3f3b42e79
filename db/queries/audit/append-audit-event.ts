import { desc, eq, sql } from "drizzle-orm";
import { auditEvent } from "@/db/schema";
import type { Runner } from "../runner";
import { GENESIS_HASH, hashAuditEvent } from "./hash-audit-event";

export interface AuditActor {
  actorKind: "person" | "api_token" | "system";
  actorId: string;
}

export interface NewAuditEvent extends AuditActor {
  action: string;
  targetKind: string;
  targetId: string;
  before: Record<string, unknown> | null;
  after: Record<string, unknown> | null;
  requestId: string | null;
  clientAddress: string | null;
}

/**
 * Adds one row to the organization's chain, in the caller's transaction: no change without its record, no record without its change.
 * The advisory lock makes writers queue, so the chain has no forks and no gaps; it is held until the transaction ends, so call this last.
 */
export async function appendAuditEvent(run: Runner, organizationId: string, event: NewAuditEvent): Promise<void> {
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended('audit:' || ${organizationId}, 0))`);
  const [last] = await run
    .select({ seq: auditEvent.seq, hash: auditEvent.hash })
    .from(auditEvent)
    .where(eq(auditEvent.organizationId, organizationId))
    .orderBy(desc(auditEvent.seq))
    .limit(1);
  const row = { ...event, organizationId, seq: (last?.seq ?? 0) + 1, at: await databaseTime(run) };
  const previousHash = last?.hash ?? GENESIS_HASH;
  await run.insert(auditEvent).values({ ...row, previousHash, hash: hashAuditEvent(previousHash, row) });
}

/** The database's clock in whole milliseconds, so that what is hashed is what is stored. */
async function databaseTime(run: Runner): Promise<Date> {
  const [row] = await run.execute<{ ms: string }>(
    sql`select floor(extract(epoch from clock_timestamp()) * 1000)::text as ms`,
  );
  return new Date(Number(row?.ms));
}
