import { sql } from "drizzle-orm";
import type { Runner } from "../runner";

/** Somebody for whom something waits, and the day it is where their organization is. */
export interface DueDigest {
  organizationId: string;
  personId: string;
  day: string;
}

/** Who has something gathered, at or after `fromHour` of their organization's day, where a mail server can carry it. */
export async function listDueDigests(run: Runner, fromHour: number): Promise<DueDigest[]> {
  const rows = await run.execute<{ organization_id: string; person_id: string; day: string }>(sql`
    select o.id as organization_id, p.id as person_id, to_char(now() at time zone o.time_zone, 'YYYY-MM-DD') as day
    from person p join organization o on o.id = p.organization_id
    where p.status = 'active' and extract(hour from now() at time zone o.time_zone) >= ${fromHour}
      and exists (select 1 from notice_reader r where r.person_id = p.id and r.by_mail = 'digest' and r.digested_at is null)
      and exists (select 1 from notice_destination d where d.organization_id = o.id and d.mails_people
        and d.removed_at is null and d.paused_at is null)
      and not exists (select 1 from notice n where n.organization_id = o.id
        and n.dedupe_key = 'digest:' || p.id || ':' || to_char(now() at time zone o.time_zone, 'YYYY-MM-DD'))
    limit 500`);
  return rows.map((row) => ({ organizationId: row.organization_id, personId: row.person_id, day: row.day }));
}

/** A notice that waits for a digest. */
export interface GatheredNotice {
  title: string;
  createdAt: Date;
  isRead: boolean;
}

/** Takes what waits for a person out of waiting, oldest first; nothing when another process does. */
export async function takeGathered(run: Runner, personId: string): Promise<GatheredNotice[]> {
  const rows = await run.execute<{ title: string; created_at: string | Date; is_read: boolean }>(sql`
    with taken as (
      update notice_reader r set digested_at = now()
      where (r.person_id, r.notice_id) in (
        select person_id, notice_id from notice_reader
        where person_id = ${personId} and by_mail = 'digest' and digested_at is null for update skip locked)
      returning r.notice_id, r.read_at
    )
    select n.title, n.created_at, t.read_at is not null as is_read
    from taken t join notice n on n.id = t.notice_id order by n.created_at, n.id`);
  return rows.map((row) => ({ title: row.title, createdAt: new Date(row.created_at), isRead: row.is_read }));
}
