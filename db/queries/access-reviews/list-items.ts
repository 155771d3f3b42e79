import { and, asc, eq, getTableColumns, gt, inArray, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/pg-core";
import { accessReviewItem, person, type ReviewSubject, team } from "@/db/schema";
import { matchesText } from "../match-text";
import type { Runner } from "../runner";
import type { SeenTeams } from "./list-reviews";

/** An item with the names around it, what it was last used, and whether it has ended meanwhile. */
export type ReviewItemRow = typeof accessReviewItem.$inferSelect & {
  holderName: string | null;
  teamName: string | null;
  deciderName: string | null;
  /** Now, whatever was noted at the decision. */
  lastUsedNow: Date | null;
  hasEnded: boolean;
};

export interface ReviewItemFilter {
  teams: SeenTeams;
  subject: ReviewSubject | null;
  isDecided: boolean | null;
  search: string | null;
}

const decider = alias(person, "decider");
const KEY = sql`select 1 from virtual_key k where k.id = "access_review_item"."subject_id"`;

const COLUMNS = {
  ...getTableColumns(accessReviewItem),
  holderName: person.name,
  teamName: team.name,
  deciderName: decider.name,
  lastUsedNow: sql<Date | null>`case ${accessReviewItem.subject}
    when 'key' then (select max(s.last_used_at) from key_secret s where s.key_id = "access_review_item"."subject_id")
    when 'person' then (select p.last_seen_at from person p where p.id = "access_review_item"."subject_id")
    else (select a.last_used_at from api_token a where a.id = "access_review_item"."subject_id") end`.mapWith(
    (value: string | null) => (value === null ? null : new Date(value)),
  ),
  hasEnded: sql<boolean>`not coalesce(case ${accessReviewItem.subject}
    when 'key' then exists (${KEY} and k.status <> 'revoked')
    when 'person' then exists (select 1 from person p where p.id = "access_review_item"."subject_id" and p.status = 'active')
    else exists (select 1 from api_token a where a.id = "access_review_item"."subject_id" and a.revoked_at is null
      and (a.expires_at is null or a.expires_at > now())) end, false)`,
};

/** Items of a campaign in the order they were drawn, one more than `limit` when more follow. `after` is the id of the last one shown. */
export async function listReviewItems(
  run: Runner,
  reviewId: string,
  { after, limit, ...filter }: ReviewItemFilter & { after: string | null; limit: number },
): Promise<ReviewItemRow[]> {
  return await itemRows(run)
    .where(
      and(
        eq(accessReviewItem.reviewId, reviewId),
        ...conditions(filter),
        after === null ? undefined : gt(sql`${accessReviewItem.id} collate "C"`, after),
      ),
    )
    .orderBy(asc(sql`${accessReviewItem.id} collate "C"`))
    .limit(limit + 1);
}

/** One item of a campaign; null when it has none with this id. */
export async function findReviewItem(run: Runner, reviewId: string, itemId: string): Promise<ReviewItemRow | null> {
  const [row] = await itemRows(run)
    .where(and(eq(accessReviewItem.reviewId, reviewId), eq(accessReviewItem.id, itemId)))
    .limit(1);
  return row ?? null;
}

function itemRows(run: Runner) {
  return run
    .select(COLUMNS)
    .from(accessReviewItem)
    .leftJoin(person, eq(person.id, accessReviewItem.holderId))
    .leftJoin(decider, eq(decider.id, accessReviewItem.decidedBy))
    .leftJoin(team, eq(team.id, accessReviewItem.teamId));
}

function conditions({ teams, subject, isDecided, search }: ReviewItemFilter): (SQL | undefined)[] {
  return [
    teams === "all" ? undefined : inArray(accessReviewItem.teamId, [...teams]),
    subject === null ? undefined : eq(accessReviewItem.subject, subject),
    isDecided === null
      ? undefined
      : isDecided
        ? isNotNull(accessReviewItem.decision)
        : isNull(accessReviewItem.decision),
    search === null
      ? undefined
      : matchesText(sql`concat_ws(' ', ${accessReviewItem.name}, ${person.name}, ${team.name})`, search),
  ];
}
