import { and, asc, desc, eq, getTableColumns, gt, gte, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { auditEvent } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";

export type AuditEventRow = typeof auditEvent.$inferSelect & {
  actorName: string;
  /** Of the person behind an API token. */
  personName: string | null;
  targetName: string;
};

/** What narrows the audit log; null leaves a side open. */
export interface AuditFilter {
  /** A person's events include those of their API tokens. */
  actorId: string | null;
  actorKind: (typeof auditEvent.$inferSelect)["actorKind"] | null;
  /** Exact, or a beginning when it ends in `.`. */
  action: string | null;
  targetKind: string | null;
  targetId: string | null;
  from: Date | null;
  to: Date | null;
  /** Anywhere in action, actor, target, request id, address, before or after. */
  text: string | null;
}

/** `Data Science: spend per month`. */
const QUOTA_NAME = (column: string) => `(select coalesce(
    (select name from organization where id = q.scope_id), (select name from team where id = q.scope_id),
    (select name from project where id = q.scope_id), (select name from virtual_key where id = q.scope_id),
    (select name from person where id = q.scope_id), (select name from model where id = q.scope_id),
    (select name from provider where id = q.scope_id), q.scope_id) || ': ' || case when q.unit = 'concurrent' then 'calls at once'
    else replace(replace(q.unit, 'usd_micros', 'spend'), '_', ' ') || case q."window" when 'lifetime' then ' in total'
    when 'days' then ' per ' || q.window_days || ' days' else ' per ' || q."window" end end from quota q where q.id = ${column})`;

/** Names of things an audit row points to, by id; what is gone or never had a name shows its id. */
const NAME_OF = (column: string) => `coalesce(
    (select name from person where id = ${column}), (select name from api_token where id = ${column}),
    (select name from virtual_key where id = ${column}), (select name from team where id = ${column}),
    (select name from project where id = ${column}), (select name from provider where id = ${column}),
    (select name from model where id = ${column}), (select name from credential where id = ${column}),
    (select name from scim_token where id = ${column}), (select name from audit_destination where id = ${column}), (select name from notice_destination where id = ${column}), (select name from access_review where id = ${column}), (select name from request_view where id = ${column}),
    (select subject_name from access_request where id = ${column}), ${QUOTA_NAME(column)}, ${column})`;

const COLUMNS = {
  ...getTableColumns(auditEvent),
  actorName: sql<string>`${sql.raw(NAME_OF('"audit_event"."actor_id"'))}`,
  personName: sql<string | null>`(select name from person where id = ${auditEvent.personId})`,
  targetName: sql<string>`${sql.raw(NAME_OF('"audit_event"."target_id"'))}`,
};

/** Audit rows with names, newest first, one more than `limit` when more follow. `before` is the `seq` of the last one shown. */
export async function listAuditEvents(
  run: Runner,
  organizationId: string,
  { before, limit, ...filter }: AuditFilter & { before: number | null; limit: number },
): Promise<AuditEventRow[]> {
  return await run
    .select(COLUMNS)
    .from(auditEvent)
    .where(and(matches(organizationId, filter), before === null ? undefined : lt(auditEvent.seq, before)))
    .orderBy(desc(auditEvent.seq))
    .limit(limit + 1);
}

/** One audit row with names; null when the organization's chain has no such place. */
export async function findAuditEvent(run: Runner, organizationId: string, seq: number): Promise<AuditEventRow | null> {
  const [row] = await run
    .select(COLUMNS)
    .from(auditEvent)
    .where(and(eq(auditEvent.organizationId, organizationId), eq(auditEvent.seq, seq)))
    .limit(1);
  return row ?? null;
}

/** Where the chain ends now; 0 when it is empty. */
export async function findAuditHead(
  run: Runner,
  organizationId: string,
): Promise<{ seq: number; hash: Uint8Array } | null> {
  const [row] = await run
    .select({ seq: auditEvent.seq, hash: auditEvent.hash })
    .from(auditEvent)
    .where(eq(auditEvent.organizationId, organizationId))
    .orderBy(desc(auditEvent.seq))
    .limit(1);
  return row ?? null;
}

const BATCH = 500;

/** Audit rows with names, oldest first up to `last`, in batches that are each a query of their own. */
export async function* walkAuditEvents(
  run: Runner,
  organizationId: string,
  { last, ...filter }: AuditFilter & { last: number },
): AsyncGenerator<AuditEventRow[]> {
  let seq = 0;
  for (;;) {
    const rows = await run
      .select(COLUMNS)
      .from(auditEvent)
      .where(and(matches(organizationId, filter), gt(auditEvent.seq, seq), lte(auditEvent.seq, last)))
      .orderBy(asc(auditEvent.seq))
      .limit(BATCH);
    if (rows.length > 0) yield rows;
    if (rows.length < BATCH) return;
    seq = rows.at(-1)?.seq ?? last;
  }
}

function matches(organizationId: string, filter: AuditFilter): SQL | undefined {
  const { actorId, actorKind, action, targetKind, targetId, from, to, text } = filter;
  return and(
    eq(auditEvent.organizationId, organizationId),
    actorId === null ? undefined : or(eq(auditEvent.actorId, actorId), eq(auditEvent.personId, actorId)),
    actorKind === null ? undefined : eq(auditEvent.actorKind, actorKind),
    action === null ? undefined : matchesAction(action),
    targetKind === null ? undefined : eq(auditEvent.targetKind, targetKind),
    targetId === null ? undefined : eq(auditEvent.targetId, targetId),
    from === null ? undefined : gte(auditEvent.at, from),
    to === null ? undefined : lte(auditEvent.at, to),
    text === null ? undefined : matchesText(SAID, text),
  );
}

/** Everything a row says, names included, so that a person finds what a screen shows. */
const SAID = sql`concat_ws(' ', ${auditEvent.action}, ${auditEvent.actorId}, ${auditEvent.personId}, ${auditEvent.targetKind},
  ${auditEvent.targetId}, ${auditEvent.requestId}, ${auditEvent.clientAddress}, ${auditEvent.before}::text, ${auditEvent.after}::text,
  ${COLUMNS.actorName}, ${COLUMNS.personName}, ${COLUMNS.targetName})`;

function matchesAction(action: string): SQL {
  return action.endsWith(".") ? sql`starts_with(${auditEvent.action}, ${action})` : eq(auditEvent.action, action);
}
