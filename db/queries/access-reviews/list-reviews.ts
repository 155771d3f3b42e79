import { and, desc, eq, getTableColumns, lt, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accessReview, accessReviewer, person, team } from "@/db/schema";
import type { Runner } from "../runner";

/** A campaign with how far it is. */
export type ReviewRow = typeof accessReview.$inferSelect & {
  teamName: string | null;
  creatorName: string | null;
  closerName: string | null;
  /** Of all its items, or of those of the teams asked for. */
  items: number;
  decided: number;
  /** Undecided ones that the reader may decide; 0 once it is closed. */
  waiting: number;
};

/** For whom campaigns are read. */
export interface ReviewReader {
  /** Null for Gatehouse itself. */
  personId: string | null;
  sees: SeenTeams;
  decides: SeenTeams;
  /** Teams whose keys they decide about whoever else was named. */
  leads: readonly string[];
}

/** Whose items count: those of some teams' keys, or all. A campaign without any of them is not seen. */
export type SeenTeams = "all" | readonly string[];

const closer = alias(person, "closer");

/** Campaigns, newest first, one more than `limit` when more follow. `before` is the id of the last one shown. */
export async function listReviews(
  run: Runner,
  organizationId: string,
  {
    before,
    limit,
    reader,
    isOpen,
  }: { before: string | null; limit: number; reader: ReviewReader; isOpen: boolean | null },
): Promise<ReviewRow[]> {
  return await reviewRows(run, reader)
    .where(
      and(
        eq(accessReview.organizationId, organizationId),
        isOpen === null ? undefined : sql`(${accessReview.closedAt} is null) = ${isOpen}`,
        before === null ? undefined : lt(sql`${accessReview.id} collate "C"`, before),
        isSeen(reader.sees),
      ),
    )
    .orderBy(desc(sql`${accessReview.id} collate "C"`))
    .limit(limit + 1);
}

/** One campaign; null when the organization has none with this id, or it has nothing of these teams. */
export async function findReview(
  run: Runner,
  organizationId: string,
  reviewId: string,
  reader: ReviewReader,
): Promise<ReviewRow | null> {
  const [row] = await reviewRows(run, reader)
    .where(and(eq(accessReview.organizationId, organizationId), eq(accessReview.id, reviewId), isSeen(reader.sees)))
    .limit(1);
  return row ?? null;
}

/** Who may decide, by name. Empty: whoever may decide at all. */
export async function listReviewers(run: Runner, reviewId: string): Promise<{ id: string; name: string }[]> {
  return await run
    .select({ id: person.id, name: person.name })
    .from(accessReviewer)
    .innerJoin(person, eq(person.id, accessReviewer.personId))
    .where(eq(accessReviewer.reviewId, reviewId))
    .orderBy(sql`lower(${person.name})`, person.id)
    .limit(200);
}

function reviewRows(run: Runner, reader: ReviewReader) {
  const items = sql`from access_review_item i where i.review_id = "access_review"."id" and ${ofTeams(reader.sees)}`;
  return run
    .select({
      ...getTableColumns(accessReview),
      teamName: team.name,
      creatorName: person.name,
      closerName: closer.name,
      items: sql<number>`(select count(*)::int ${items})`.mapWith(Number),
      decided: sql<number>`(select count(*)::int ${items} and i.decision is not null)`.mapWith(Number),
      waiting: sql<number>`case when ${accessReview.closedAt} is null
        then (select count(*)::int ${items} and i.decision is null and ${waitsFor(reader)}) else 0 end`.mapWith(Number),
    })
    .from(accessReview)
    .leftJoin(team, eq(team.id, accessReview.teamId))
    .leftJoin(person, eq(person.id, accessReview.createdBy))
    .leftJoin(closer, eq(closer.id, accessReview.closedBy));
}

/** Nobody judges their own role, and who is not named decides about keys of the teams they lead only. */
function waitsFor({ personId, decides, leads }: ReviewReader): SQL {
  const named = sql`from access_reviewer r where r.review_id = i.review_id`;
  return sql`${ofTeams(decides)} and not (i.subject = 'person' and i.holder_id is not distinct from ${personId})
    and (not exists (select 1 ${named}) or exists (select 1 ${named} and r.person_id = ${personId}) or ${ofTeams(leads)})`;
}

function isSeen(teams: SeenTeams): SQL | undefined {
  if (teams === "all") return undefined;
  return sql`exists (select 1 from access_review_item i where i.review_id = "access_review"."id" and ${ofTeams(teams)})`;
}

function ofTeams(teams: SeenTeams): SQL {
  if (teams === "all") return sql`true`;
  return sql`i.team_id in (select jsonb_array_elements_text(${JSON.stringify(teams)}::jsonb))`;
}
