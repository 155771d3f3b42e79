import { and, eq, gte, inArray, sql } from "drizzle-orm";
import { auditEvent } from "@/db/schema";
import type { Runner } from "../runner";

/** Lets one process at a time write late events, until its transaction ends; which of these the log has already, by request id. */
export async function lockLateEvents(
  run: Runner,
  organizationId: string,
  late: { requestIds: readonly string[]; since: Date },
): Promise<Set<string>> {
  await run.execute(sql`select pg_advisory_xact_lock(hashtextextended('audit late:' || ${organizationId}, 0))`);
  const rows = await run
    .select({ requestId: auditEvent.requestId })
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.organizationId, organizationId),
        gte(auditEvent.at, late.since),
        inArray(auditEvent.requestId, [...late.requestIds]),
      ),
    );
  return new Set(rows.flatMap(({ requestId }) => requestId ?? []));
}
