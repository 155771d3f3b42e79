import { and, desc, eq, getTableColumns, inArray, lt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accessRequest, person, type RequestKind, team } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";

/** `expired`: nobody decided in time. `ended`: what was given is over. */
export const REQUEST_STATUSES = ["open", "approved", "ended", "refused", "withdrawn", "expired"] as const;
export type RequestStatusNow = (typeof REQUEST_STATUSES)[number];
export type RequestSubject = (typeof accessRequest.$inferSelect)["subjectKind"];

const decider = alias(person, "decider");

const STATUS_NOW = sql<RequestStatusNow>`case
  when ${accessRequest.status} = 'open' and ${accessRequest.expiresAt} <= now() then 'expired'
  when ${accessRequest.status} = 'approved' and ${accessRequest.grantEndsAt} <= now() then 'ended'
  else ${accessRequest.status} end`;

const COLUMNS = {
  ...getTableColumns(accessRequest),
  statusNow: STATUS_NOW,
  askerName: person.name,
  deciderName: decider.name,
  teamName: team.name,
  comments: sql<number>`(select count(*)::int from access_request_comment c where c.request_id = "access_request"."id")`,
};

/** A request with the names around it, by the database's clock. */
export type AccessRequestRow = typeof accessRequest.$inferSelect & {
  statusNow: RequestStatusNow;
  askerName: string;
  deciderName: string | null;
  teamName: string | null;
  comments: number;
};

/** For whom requests are read: their own, and those of these teams. */
export interface RequestReader {
  personId: string | null;
  teams: "all" | readonly string[];
}

/** Who could decide. */
export interface RequestDeciding {
  personId: string;
  isAdmin: boolean;
  leads: readonly string[];
  /** Requests they approved already, by an approval that still stands. */
  approved: readonly string[];
}

export interface RequestFilter {
  reader: RequestReader;
  statuses: readonly RequestStatusNow[] | null;
  kind: RequestKind | null;
  askedBy: string | null;
  subjectId: string | null;
  /** Only what waits for this person. */
  waitingFor: RequestDeciding | null;
  search: string | null;
  /** Id of the last one shown. */
  before: string | null;
  limit: number;
}

/** Requests, newest first, one more than `limit` when more follow. */
export async function listAccessRequests(
  run: Runner,
  organizationId: string,
  filter: RequestFilter,
): Promise<AccessRequestRow[]> {
  return await requestRows(run)
    .where(and(eq(accessRequest.organizationId, organizationId), ...conditions(filter)))
    .orderBy(desc(sql`${accessRequest.id} collate "C"`))
    .limit(filter.limit + 1);
}

/** One request; null when the organization has none with this id. */
export async function findAccessRequest(
  run: Runner,
  organizationId: string,
  requestId: string,
): Promise<AccessRequestRow | null> {
  const [row] = await requestRows(run)
    .where(and(eq(accessRequest.organizationId, organizationId), eq(accessRequest.id, requestId)))
    .limit(1);
  return row ?? null;
}

/** Open requests that this person ever approved, newest first, whether or not the approval still stands; at most 200. */
export async function listOpenApprovedBy(
  run: Runner,
  organizationId: string,
  personId: string,
): Promise<AccessRequestRow[]> {
  const approvedByThem = sql`exists (select 1 from access_request_approval a
    where a.request_id = "access_request"."id" and a.person_id = ${personId})`;
  return await requestRows(run)
    .where(and(eq(accessRequest.organizationId, organizationId), eq(STATUS_NOW, "open"), approvedByThem))
    .orderBy(desc(sql`${accessRequest.id} collate "C"`))
    .limit(200);
}

/** How many wait for this person. */
export async function countWaiting(run: Runner, organizationId: string, who: RequestDeciding): Promise<number> {
  const [row] = await run
    .select({ n: sql<number>`count(*)::int` })
    .from(accessRequest)
    .where(and(eq(accessRequest.organizationId, organizationId), waitsFor(who)));
  return row?.n ?? 0;
}

function requestRows(run: Runner) {
  return run
    .select(COLUMNS)
    .from(accessRequest)
    .innerJoin(person, eq(person.id, accessRequest.askedBy))
    .leftJoin(decider, eq(decider.id, accessRequest.decidedBy))
    .leftJoin(team, eq(team.id, accessRequest.teamId));
}

function conditions(filter: RequestFilter): (SQL | undefined)[] {
  const { reader, statuses, kind, askedBy, subjectId, waitingFor, search, before } = filter;
  const seen =
    reader.teams === "all"
      ? undefined
      : or(
          reader.personId === null ? undefined : eq(accessRequest.askedBy, reader.personId),
          inArray(accessRequest.teamId, [...reader.teams]),
        );
  return [
    seen,
    statuses === null ? undefined : inArray(STATUS_NOW, [...statuses]),
    kind === null ? undefined : eq(accessRequest.kind, kind),
    askedBy === null ? undefined : eq(accessRequest.askedBy, askedBy),
    subjectId === null ? undefined : eq(accessRequest.subjectId, subjectId),
    waitingFor === null ? undefined : waitsFor(waitingFor),
    search === null
      ? undefined
      : matchesText(
          sql`concat_ws(' ', ${accessRequest.subjectName}, ${person.name}, ${team.name}, ${accessRequest.reason})`,
          search,
        ),
    before === null ? undefined : lt(sql`${accessRequest.id} collate "C"`, before),
  ];
}

/** What a lead may give waits for the team's leads, and for admins only where no lead but the asker is left. Nobody decides their own. */
function waitsFor({ personId, isAdmin, leads, approved }: RequestDeciding): SQL {
  const request = sql.raw('"access_request"');
  const otherLead = sql`exists (select 1 from team_member m join person p on p.id = m.person_id and p.status = 'active'
    where m.team_id = ${request}.team_id and m.role = 'lead' and m.person_id <> ${request}.asked_by)`;
  const among = (ids: readonly string[]) => sql`in (select jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb))`;
  return sql`(${request}.status = 'open' and ${request}.expires_at > now() and ${request}.asked_by <> ${personId}
    and not ${request}.id ${among(approved)}
    and ((${request}.decides = 'lead' and ${request}.team_id ${among(leads)}) or (${isAdmin} and (${request}.decides = 'admin' or not ${otherLead}))))`;
}
