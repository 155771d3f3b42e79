import { and, asc, eq, gt, inArray, isNull, sql } from "drizzle-orm";
import { accessRequest, accessRequestApproval, accessRequestComment, person } from "@/db/schema";
import type { Runner } from "../runner";

export type NewAccessRequest = Omit<typeof accessRequest.$inferInsert, "organizationId" | "createdAt">;

export async function insertAccessRequest(run: Runner, organizationId: string, row: NewAccessRequest): Promise<void> {
  await run.insert(accessRequest).values({ ...row, organizationId });
}

/** Keeps other deciders away until the transaction ends. */
export async function lockAccessRequest(run: Runner, requestId: string): Promise<void> {
  await run.select({ id: accessRequest.id }).from(accessRequest).where(eq(accessRequest.id, requestId)).for("update");
}

const LOCKED = { project: "project", key: "virtual_key", quota: "quota", person: "person" } as const;

/** Keeps what a request is about as it is until the transaction ends. */
export async function lockRequestSubject(
  run: Runner,
  organizationId: string,
  { kind, id }: { kind: keyof typeof LOCKED | "organization"; id: string },
): Promise<void> {
  if (kind === "organization") {
    await run.execute(sql`select id from organization where id = ${organizationId} for no key update`);
    return;
  }
  await run.execute(
    sql`select id from ${sql.identifier(LOCKED[kind])} where organization_id = ${organizationId} and id = ${id} for update`,
  );
}

interface Closing {
  status: "approved" | "refused" | "withdrawn";
  decidedBy: string | null;
  note: string;
  granted: Record<string, unknown> | null;
  grantEndsAt: Date | null;
  keyId: string | null;
}

/** Ends an open request, by the database's clock. */
export async function closeAccessRequest(
  run: Runner,
  organizationId: string,
  requestId: string,
  closing: Closing,
): Promise<void> {
  await run
    .update(accessRequest)
    .set({ ...closing, decidedAt: sql`now()` })
    .where(
      and(
        eq(accessRequest.organizationId, organizationId),
        eq(accessRequest.id, requestId),
        eq(accessRequest.status, "open"),
      ),
    );
}

/**
 * Uses an approval up, once: true when `personId` asked for exactly this, it was approved, is not over by the database's clock and was not
 * used yet.
 */
export async function spendPermit(
  run: Runner,
  organizationId: string,
  permit: { requestId: string; personId: string; proposal: Record<string, unknown> },
): Promise<boolean> {
  const rows = await run
    .update(accessRequest)
    .set({ usedAt: sql`now()` })
    .where(
      and(
        eq(accessRequest.organizationId, organizationId),
        eq(accessRequest.id, permit.requestId),
        eq(accessRequest.askedBy, permit.personId),
        eq(accessRequest.status, "approved"),
        isNull(accessRequest.usedAt),
        gt(accessRequest.grantEndsAt, sql`now()`),
        sql`${accessRequest.granted} = ${JSON.stringify(permit.proposal)}::text::jsonb`,
      ),
    )
    .returning({ id: accessRequest.id });
  return rows.length > 0;
}

/** One person's yes; a later one of the same person takes its place. */
export async function putApproval(
  run: Runner,
  row: { requestId: string; personId: string; hash: string; granted: Record<string, unknown>; note: string },
): Promise<void> {
  await run
    .insert(accessRequestApproval)
    .values(row)
    .onConflictDoUpdate({
      target: [accessRequestApproval.requestId, accessRequestApproval.personId],
      set: { hash: row.hash, granted: row.granted, note: row.note, createdAt: sql`now()` },
    });
}

const MOST_APPROVALS = 20;

/** A yes with who gave it. */
export type ApprovalRow = typeof accessRequestApproval.$inferSelect & { personName: string };

/** Every approval of these requests, oldest first. */
export async function listApprovals(run: Runner, requestIds: readonly string[]): Promise<ApprovalRow[]> {
  const rows = await run
    .select({ approval: accessRequestApproval, personName: person.name })
    .from(accessRequestApproval)
    .innerJoin(person, eq(person.id, accessRequestApproval.personId))
    .where(inArray(accessRequestApproval.requestId, [...requestIds]))
    .orderBy(asc(accessRequestApproval.createdAt))
    .limit(MOST_APPROVALS * requestIds.length);
  return rows.map(({ approval, personName }) => ({ ...approval, personName }));
}

export async function insertComment(
  run: Runner,
  row: { id: string; requestId: string; personId: string; text: string },
): Promise<void> {
  await run.insert(accessRequestComment).values(row);
}

/** A comment with who wrote it. */
export type CommentRow = typeof accessRequestComment.$inferSelect & { personName: string };

/** Oldest first; at most 200. */
export async function listComments(run: Runner, requestId: string): Promise<CommentRow[]> {
  const rows = await run
    .select({ comment: accessRequestComment, personName: person.name })
    .from(accessRequestComment)
    .innerJoin(person, eq(person.id, accessRequestComment.personId))
    .where(eq(accessRequestComment.requestId, requestId))
    .orderBy(asc(accessRequestComment.createdAt), asc(accessRequestComment.id))
    .limit(200);
  return rows.map(({ comment, personName }) => ({ ...comment, personName }));
}
