import { type SQL, sql } from "drizzle-orm";
import type { Runner } from "../runner";

export const EXPIRING_KINDS = [
  "key",
  "key_secret",
  "model_grant",
  "quota_grant",
  "api_token",
  "api_token_secret",
  "scim_token",
] as const;
export type ExpiringKind = (typeof EXPIRING_KINDS)[number];

/** Something that ends by itself soon. */
export interface ExpiringThing {
  organizationId: string;
  kind: ExpiringKind;
  id: string;
  /** Of the thing, or of the key or whatever has it. */
  name: string;
  /** Which secret, models, unit; empty: nothing more. */
  detail: string;
  team: { id: string; name: string } | null;
  /** Whose it is. */
  personIds: string[];
  /** Whether it is also for owners and admins to know. */
  toAdmins: boolean;
  endsAt: Date;
  linkPath: `/${string}`;
}

const MOST = 500;

const KEY = sql`virtual_key k join project j on j.id = k.project_id and j.archived_at is null
  join team t on t.id = j.team_id and t.archived_at is null`;
const OF_KEY = sql`k.status <> 'revoked' and k.playground_of is null and (k.expires_at is null or k.expires_at > now())`;

/** Everything that ends by itself and has not, with where it belongs. `began_at`: from when its end could be told. */
const THINGS = sql`
  select k.organization_id, 'key' as kind, k.id, k.name, '' as detail, t.id as team_id, t.name as team_name,
    array[k.owner_id, k.created_by] as people, false as to_admins, k.expires_at as ends_at, k.created_at as began_at, '/keys/' || k.id as link
  from ${KEY} where ${OF_KEY}
  union all
  select k.organization_id, 'key_secret', s.id, k.name, s.last4, t.id, t.name,
    array[k.owner_id, k.created_by, s.created_by], false, s.not_after, s.created_at, '/keys/' || k.id
  from ${KEY} join key_secret s on s.key_id = k.id where ${OF_KEY} and s.revoked_at is null
  union all
  select k.organization_id, 'model_grant', g.id, k.name, array_to_string(g.models, ', '), t.id, t.name,
    array[k.owner_id, k.created_by], false, g.ends_at, g.created_at, '/keys/' || k.id
  from ${KEY} join key_model_grant g on g.key_id = k.id where ${OF_KEY} and g.revoked_at is null
  union all
  select q.organization_id, 'quota_grant', g.id, coalesce(t.name, j.name, k.name, p.name, o.name, q.scope_id), q.unit, x.id, x.name,
    array[p.id, k.owner_id, k.created_by, g.granted_by], x.id is null and p.id is null, g.ends_at, g.created_at, '/limits/' || q.id
  from quota_grant g join quota q on q.id = g.quota_id and q.archived_at is null
    left join team t on t.id = q.scope_id left join virtual_key k on k.id = q.scope_id
    left join project j on j.id = q.scope_id left join project kj on kj.id = k.project_id
    left join person p on p.id = q.scope_id left join organization o on o.id = q.scope_id
    left join team x on x.id = coalesce(t.id, j.team_id, kj.team_id)
  where g.revoked_at is null and g.starts_at <= now()
  union all
  select a.organization_id, 'api_token', a.id, a.name, a.last4, null, null,
    array[a.person_id], a.kind = 'service', a.expires_at, a.created_at,
    case a.kind when 'service' then '/settings/tokens' else '/me' end
  from api_token a where a.revoked_at is null
  union all
  select a.organization_id, 'api_token_secret', a.id, a.name, '', null, null,
    array[a.person_id], a.kind = 'service', a.previous_until, a.rotated_at,
    case a.kind when 'service' then '/settings/tokens' else '/me' end
  from api_token a where a.revoked_at is null
  union all
  select c.organization_id, 'scim_token', c.id, c.name, c.last4, null, null,
    array[c.created_by], true, c.expires_at, c.created_at, '/settings/sign-in'
  from scim_token c where c.revoked_at is null`;

type Row = Record<string, unknown> & {
  organization_id: string;
  kind: ExpiringKind;
  id: string;
  name: string;
  detail: string;
  team_id: string | null;
  team_name: string | null;
  people: (string | null)[];
  to_admins: boolean;
  ends_at: string | Date;
  link: `/${string}`;
  mark: number;
};

/**
 * What has reached one of its organization's marks, the first to end first, with the nearest mark it has reached. What began after that mark
 * was always to end so soon, and is not told of by it.
 */
export async function listReachedMarks(run: Runner): Promise<(ExpiringThing & { mark: number })[]> {
  const rows = await run.execute<Row>(sql`
    select e.*, m.mark from (${THINGS}) e join organization o on o.id = e.organization_id
      cross join lateral (select min(d) as mark from unnest(o.expiry_notice_days) d
        where e.ends_at <= now() + make_interval(days => d) and e.ends_at - make_interval(days => d) >= e.began_at) m
    where e.ends_at > now() and m.mark is not null
      and not exists (select 1 from notice n where n.organization_id = e.organization_id
        and n.dedupe_key = 'expiry:' || e.kind || ':' || e.id || ':' || extract(epoch from e.ends_at)::bigint || ':' || m.mark)
    order by e.ends_at, e.id limit ${MOST}`);
  return rows.map((row) => ({ ...thingOf(row), mark: row.mark }));
}

/** For whom: what is theirs, what is of teams they lead, and the organization's for who runs it. */
export interface ExpiryReader {
  personId: string;
  leads: readonly string[];
  isAdmin: boolean;
}

/** What ends within the organization's longest mark, or a week, and concerns somebody; the first to end first, at most 50. */
export async function listExpiringFor(
  run: Runner,
  organizationId: string,
  { personId, leads, isAdmin }: ExpiryReader,
): Promise<ExpiringThing[]> {
  const rows = await run.execute<Row>(sql`
    select e.*, 0 as mark from (${THINGS}) e join organization o on o.id = e.organization_id
    where e.organization_id = ${organizationId} and e.ends_at > now()
      and e.ends_at <= now() + make_interval(days => greatest(7, (select max(d) from unnest(o.expiry_notice_days) d)))
      and (${personId} = any(e.people) or e.team_id = any(${list(leads)}) or (${isAdmin} and e.to_admins))
    order by e.ends_at, e.id limit 50`);
  return rows.map(thingOf);
}

function thingOf(row: Row): ExpiringThing {
  return {
    organizationId: row.organization_id,
    kind: row.kind,
    id: row.id,
    name: row.name,
    detail: row.detail,
    team: row.team_id === null ? null : { id: row.team_id, name: row.team_name ?? row.team_id },
    personIds: [...new Set(row.people.filter((id) => id !== null))],
    toAdmins: row.to_admins,
    endsAt: new Date(row.ends_at),
    linkPath: row.link,
  };
}

function list(values: readonly string[]): SQL {
  return sql`array[${sql.join(
    values.map((value) => sql`${value}`),
    sql`, `,
  )}]::text[]`;
}
