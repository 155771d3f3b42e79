import { type SQL, sql } from "drizzle-orm";
import type { MailChoice, NoticeFact, NoticeSeverity, NoticeTopic } from "@/db/schema";
import { newId } from "@/lib/crypto/new-id";
import type { Runner } from "../runner";

/** Who is told. People see it in the portal and, where a mail server is set up for that, get a mail; those who left never do. */
export interface NoticeAudience {
  personIds?: readonly string[];
  /** Everybody with one of these roles in the organization. */
  roles?: readonly ("owner" | "admin" | "auditor" | "member")[];
  /** The leads of these teams. */
  leadsOf?: readonly string[];
  /** Never told, though they belong to the above: whoever did it themselves. */
  except?: readonly (string | null)[];
  /** `routed`: every destination that listens to such notices; else those named. Left out: routed. */
  destinations?: "routed" | readonly string[];
  /** Never told by their routing, because it is they that cannot be told. */
  exceptDestinations?: readonly string[];
}

/** Something to tell. Texts are plain: whoever sends them escapes them. */
export interface NewNotice {
  /** `<what>.<happened>`, such as `access_request.opened`: a webhook's `type`. */
  kind: `${string}.${string}`;
  topic: NoticeTopic | "digest";
  /** Left out: `info`. */
  severity?: NoticeSeverity;
  subject: { kind: string; id: string };
  /** Whose team it concerns; null: the organization. */
  teamId: string | null;
  /** One line. */
  title: string;
  /** A sentence or two. */
  summary: string;
  facts?: readonly NoticeFact[];
  /** A page of the portal, such as `/access-requests/arq_…`. */
  linkPath: `/${string}`;
  audience: NoticeAudience;
  /** The same key is told once, however often and from however many processes it is asked for. */
  dedupeKey: string;
}

/**
 * Tells people and destinations of something, in the caller's transaction: if that is rolled back, nobody hears of it; if not, everybody
 * does, however often the network or a process fails. Gives the notice's id; null when it was told before.
 */
export async function enqueueNotice(run: Runner, organizationId: string, notice: NewNotice): Promise<string | null> {
  const id = newId("ntc");
  const { kind, topic, severity = "info", subject, teamId, title, summary, facts = [], linkPath, dedupeKey } = notice;
  const inserted = await run.execute(sql`
    insert into notice (id, organization_id, kind, topic, severity, subject_kind, subject_id, team_id, title, summary, facts, link_path, dedupe_key)
    values (${id}, ${organizationId}, ${kind}, ${topic}, ${severity}, ${subject.kind}, ${subject.id}, ${teamId}, ${title}, ${summary},
      ${JSON.stringify(facts)}::text::jsonb, ${linkPath}, ${dedupeKey})
    on conflict (organization_id, dedupe_key) do nothing returning id`);
  if (inserted.length === 0) return null;
  const people = await addReaders(run, organizationId, { id, audience: notice.audience });
  await addDeliveries(run, organizationId, { id, audience: notice.audience });
  if (people.length > 0) await addMails(run, organizationId, { id, people });
  return id;
}

/** Topics that are mailed at once whatever somebody chose: they are about security. */
export const ALWAYS_MAILED: readonly NoticeTopic[] = ["runaway_key", "dead_destination", "ledger_drift"];

/** Gives the ids of the people to be mailed at once: what is critical or about security, and what they did not choose otherwise. */
async function addReaders(
  run: Runner,
  organizationId: string,
  { id, audience }: { id: string; audience: NoticeAudience },
): Promise<string[]> {
  const { personIds = [], roles = [], leadsOf = [], except = [] } = audience;
  const rows = await run.execute<{ person_id: string; by_mail: MailChoice }>(sql`
    insert into notice_reader (notice_id, person_id, by_mail)
    select n.id, p.id, case when n.severity = 'critical' or n.topic = any(${list(ALWAYS_MAILED)}) then 'now'
      else coalesce(c.by_mail, 'now') end
    from notice n join person p on p.organization_id = n.organization_id
      left join notice_preference c on c.person_id = p.id and c.topic = n.topic
    where n.id = ${id} and p.organization_id = ${organizationId} and p.status = 'active'
      and (p.id = any(${list(personIds)}) or p.role = any(${list(roles)}) or exists (
        select 1 from team_member m where m.person_id = p.id and m.role = 'lead' and m.team_id = any(${list(leadsOf)})))
      and p.id <> all(${list(except.filter((one) => one !== null))})
    returning person_id, by_mail`);
  return rows.filter((row) => row.by_mail === "now").map((row) => row.person_id);
}

async function addDeliveries(
  run: Runner,
  organizationId: string,
  { id, audience }: { id: string; audience: NoticeAudience },
): Promise<void> {
  const { destinations = "routed", exceptDestinations = [] } = audience;
  const chosen =
    destinations === "routed"
      ? sql`(cardinality(d.topics) = 0 or n.topic = any(d.topics))
          and (cardinality(d.team_ids) = 0 or n.team_id = any(d.team_ids))
          and array_position(array['info','warning','critical'], n.severity) >= array_position(array['info','warning','critical'], d.least_severity)
          and d.id <> all(${list(exceptDestinations)})`
      : sql`d.id = any(${list(destinations)})`;
  const rows = await run.execute<{ id: string }>(sql`
    select d.id from notice_destination d join notice n on n.id = ${id}
    where d.organization_id = ${organizationId} and d.removed_at is null and d.paused_at is null
      and (d.kind <> 'mail' or jsonb_array_length(d.settings->'mail'->'to') > 0) and ${chosen}`);
  for (const destination of rows)
    await insertDelivery(run, { noticeId: id, destinationId: destination.id, personId: null });
}

/** Has the mail server that carries what is addressed to people mail these; nothing when there is none. */
export async function addMails(
  run: Runner,
  organizationId: string,
  { id, people }: { id: string; people: readonly string[] },
): Promise<void> {
  const [carrier] = await run.execute<{ id: string }>(sql`
    select id from notice_destination
    where organization_id = ${organizationId} and mails_people and removed_at is null and paused_at is null`);
  if (carrier === undefined) return;
  for (const personId of people) await insertDelivery(run, { noticeId: id, destinationId: carrier.id, personId });
}

async function insertDelivery(
  run: Runner,
  { noticeId, destinationId, personId }: { noticeId: string; destinationId: string; personId: string | null },
): Promise<void> {
  await run.execute(sql`
    insert into notice_delivery (id, notice_id, destination_id, person_id)
    values (${newId("dlv")}, ${noticeId}, ${destinationId}, ${personId})`);
}

function list(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}
