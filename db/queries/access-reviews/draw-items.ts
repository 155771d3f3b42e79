import { sql } from "drizzle-orm";
import type { ReviewSubject } from "@/db/schema";
import type { Runner } from "../runner";

/** One access as it stands now. */
export interface DrawnAccess {
  subjectId: string;
  name: string;
  holderId: string | null;
  teamId: string | null;
  access: Record<string, unknown>;
}

/** Every access of a kind that works or could work again, of one team or of all; in the order of its name. */
export async function drawAccesses(
  run: Runner,
  organizationId: string,
  { subject, teamId }: { subject: ReviewSubject; teamId: string | null },
): Promise<DrawnAccess[]> {
  return [...(await run.execute<DrawnAccess & Record<string, unknown>>(DRAW[subject](organizationId, teamId)))];
}

const DRAW = { key: drawKeys, person: drawPeople, api_token: drawTokens };

function drawKeys(organizationId: string, teamId: string | null) {
  return sql`
    select k.id as "subjectId", k.name, coalesce(k.owner_id, k.created_by) as "holderId", t.id as "teamId",
      jsonb_build_object('team', t.name, 'project', p.name, 'models', to_jsonb(k.allowed_models), 'expiresAt', ${instantOf(sql`k.expires_at`)},
        'status', k.status) as access
    from virtual_key k join project p on p.id = k.project_id join team t on t.id = p.team_id
    where k.organization_id = ${organizationId} and k.status <> 'revoked' and (${teamId}::text is null or t.id = ${teamId})
    order by lower(k.name), k.id`;
}

function drawPeople(organizationId: string, teamId: string | null) {
  return sql`
    select p.id as "subjectId", p.name, p.id as "holderId", null as "teamId",
      jsonb_build_object('email', p.email, 'role', p.role, 'teams', coalesce(
        (select jsonb_agg(t.name || ' (' || m.role || ')' order by lower(t.name)) from team_member m join team t on t.id = m.team_id
          where m.person_id = p.id and t.archived_at is null), '[]'::jsonb)) as access
    from person p
    where p.organization_id = ${organizationId} and p.status = 'active' and ${inTeam(sql`p.id`, teamId)}
    order by lower(p.name), p.id`;
}

function drawTokens(organizationId: string, teamId: string | null) {
  return sql`
    select a.id as "subjectId", a.name, a.person_id as "holderId", null as "teamId",
      jsonb_build_object('kind', a.kind, 'scopes', to_jsonb(a.scopes), 'expiresAt', ${instantOf(sql`a.expires_at`)}) as access
    from api_token a
    where a.organization_id = ${organizationId} and a.revoked_at is null and (a.expires_at is null or a.expires_at > now())
      and ${inTeam(sql`a.person_id`, teamId)}
    order by lower(a.name), a.id`;
}

function inTeam(personId: ReturnType<typeof sql>, teamId: string | null) {
  return sql`(${teamId}::text is null or exists (select 1 from team_member m where m.person_id = ${personId} and m.team_id = ${teamId}))`;
}

/** RFC 3339 UTC in milliseconds, as everything else in a document. */
function instantOf(column: ReturnType<typeof sql>) {
  return sql`to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}
