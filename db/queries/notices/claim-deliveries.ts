import { sql } from "drizzle-orm";
import type {
  NoticeDestinationKind,
  NoticeDestinationSettings,
  NoticeFact,
  NoticeSeverity,
  NoticeTopic,
} from "@/db/schema";
import type { SealedSecret } from "@/db/schema/provider";
import type { Runner } from "../runner";

/** What there is to tell, as a destination is told. */
export interface ToldNotice {
  id: string;
  organizationId: string;
  kind: string;
  topic: NoticeTopic | "digest";
  severity: NoticeSeverity;
  subject: { kind: string; id: string };
  team: { id: string; name: string } | null;
  title: string;
  summary: string;
  facts: NoticeFact[];
  linkPath: string;
  createdAt: string;
}

/** A destination with everything it takes to reach it, still sealed. */
export interface SealedDestination {
  id: string;
  organizationId: string;
  kind: NoticeDestinationKind;
  settings: NoticeDestinationSettings;
  sealed: SealedSecret | null;
  /** Null unless the secret before still signs. */
  previousSealed: SealedSecret | null;
  allowedOrigin: string;
}

/** A delivery that is this process's to try. */
export interface ClaimedDelivery {
  id: string;
  /** This try included. */
  attempts: number;
  notice: ToldNotice;
  destination: SealedDestination;
  /** Whom to write to; null: the destination's own recipients. `null` as an address: they left meanwhile. */
  person: { name: string; email: string | null } | null;
}

interface Claim {
  /** Destinations that this process is busy with: one that hangs holds up nobody else. */
  busy: readonly string[];
  perDestination: number;
  /** How long nobody else may try it; longer than a try can last. */
  leaseSeconds: number;
}

/** What is due, each given to one process; at most so many of one destination. */
export async function claimDeliveries(run: Runner, claim: Claim): Promise<ClaimedDelivery[]> {
  const busy = sql`array[${sql.join(
    claim.busy.map((id) => sql`${id}`),
    sql`, `,
  )}]::text[]`;
  const rows = await run.execute<ClaimedDelivery & Record<string, unknown>>(sql`
    with due as (
      select due.id from notice_destination t cross join lateral (
        select d.id from notice_delivery d where d.destination_id = t.id and d.next_at <= now()
        order by d.next_at limit ${claim.perDestination} for update skip locked
      ) due
      where t.removed_at is null and t.paused_at is null and t.id <> all(${busy})
    ), claimed as (
      update notice_delivery d set attempts = attempts + 1, tried_at = now(), next_at = now() + make_interval(secs => ${claim.leaseSeconds})
      from due where d.id = due.id returning d.*
    )
    select c.id, c.attempts,
      jsonb_build_object('id', n.id, 'organizationId', n.organization_id, 'kind', n.kind, 'topic', n.topic, 'severity', n.severity,
        'subject', jsonb_build_object('kind', n.subject_kind, 'id', n.subject_id),
        'team', case when m.id is null then null else jsonb_build_object('id', m.id, 'name', m.name) end,
        'title', n.title, 'summary', n.summary, 'facts', n.facts, 'linkPath', n.link_path,
        'createdAt', to_char(n.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) as notice,
      jsonb_build_object('id', t.id, 'organizationId', t.organization_id, 'kind', t.kind, 'settings', t.settings, 'sealed', t.sealed,
        'previousSealed', case when t.previous_until > now() then t.previous_sealed end, 'allowedOrigin', t.allowed_origin) as destination,
      case when p.id is null then null else jsonb_build_object('name', p.name,
        'email', case when p.status = 'active' then p.email end) end as person
    from claimed c join notice n on n.id = c.notice_id join notice_destination t on t.id = c.destination_id
      left join team m on m.id = n.team_id left join person p on p.id = c.person_id
    order by c.id`);
  return [...rows];
}

/** How a try ended. */
export type DeliveryEnd =
  | { kind: "delivered"; status: number | null }
  | { kind: "again"; status: number | null; trouble: string; afterSeconds: number }
  | { kind: "dead"; status: number | null; trouble: string }
  | { kind: "cancelled"; trouble: string };

/** Notes how a try ended. A delivery that was cancelled meanwhile stays so. */
export async function finishDelivery(run: Runner, id: string, end: DeliveryEnd): Promise<void> {
  const status = end.kind === "cancelled" ? null : end.status;
  const trouble = end.kind === "delivered" ? null : end.trouble;
  const nextAt = end.kind === "again" ? sql`now() + make_interval(secs => ${end.afterSeconds})` : sql`null`;
  const endedAt = end.kind === "again" ? sql`null` : sql`now()`;
  await run.execute(sql`
    update notice_delivery set state = ${end.kind === "again" ? "waiting" : end.kind}, next_at = ${nextAt}, ended_at = ${endedAt},
      answer_status = ${status}, trouble = ${trouble}
    where id = ${id} and state = 'waiting'`);
}
