import { and, desc, eq, getTableColumns, gte, lt, lte, sql } from "drizzle-orm";
import { auditEvent } from "@/db/schema";
import type { Runner } from "../runner";

export type AuditEventRow = typeof auditEvent.$inferSelect;

export interface AuditFilter {
  actorId: string | null;
  /** Exact, or a beginning when it ends in `.`. */
  action: string | null;
  targetKind: string | null;
  targetId: string | null;
  from: Date | null;
  to: Date | null;
  /** `seq` of the last row shown. */
  before: number | null;
  limit: number;
}

/** Names of things an audit row points to, by id; what is gone or never had a name shows its id. */
const NAME_OF = (column: string) =>
  sql.raw(`coalesce(
    (select name from person where id = ${column}), (select name from api_token where id = ${column}),
    (select name from virtual_key where id = ${column}), (select name from team where id = ${column}),
    (select name from project where id = ${column}), (select name from provider where id = ${column}),
    (select name from model where id = ${column}), (select name from credential where id = ${column}), ${column})`);

const COLUMNS = {
  ...getTableColumns(auditEvent),
  actorName: sql<string>`${NAME_OF('"audit_event"."actor_id"')}`,
  targetName: sql<string>`${NAME_OF('"audit_event"."target_id"')}`,
};

/** Audit rows with names, newest first, one more than `limit` when more follow. */
export async function listAuditEvents(
  run: Runner,
  organizationId: string,
  filter: AuditFilter,
): Promise<(AuditEventRow & { actorName: string; targetName: string })[]> {
  const { actorId, action, targetKind, targetId, from, to, before } = filter;
  return await run
    .select(COLUMNS)
    .from(auditEvent)
    .where(
      and(
        eq(auditEvent.organizationId, organizationId),
        actorId === null ? undefined : eq(auditEvent.actorId, actorId),
        action === null ? undefined : matchesAction(action),
        targetKind === null ? undefined : eq(auditEvent.targetKind, targetKind),
        targetId === null ? undefined : eq(auditEvent.targetId, targetId),
        from === null ? undefined : gte(auditEvent.at, from),
        to === null ? undefined : lte(auditEvent.at, to),
        before === null ? undefined : lt(auditEvent.seq, before),
      ),
    )
    .orderBy(desc(auditEvent.seq))
    .limit(filter.limit + 1);
}

function matchesAction(action: string) {
  return action.endsWith(".") ? sql`starts_with(${auditEvent.action}, ${action})` : eq(auditEvent.action, action);
}
