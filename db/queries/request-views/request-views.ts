import { and, asc, eq, or, sql } from "drizzle-orm";
import { person, requestView } from "@/db/schema";
import type { Runner } from "../runner";

export interface RequestViewRow {
  id: string;
  name: string;
  query: string;
  shared: boolean;
  personId: string;
  personName: string;
  createdAt: Date;
}

const COLUMNS = {
  id: requestView.id,
  name: requestView.name,
  query: requestView.query,
  shared: requestView.shared,
  personId: requestView.personId,
  personName: person.name,
  createdAt: requestView.createdAt,
};

/** A person's own views and those that others share, by name. */
export async function listRequestViews(
  run: Runner,
  organizationId: string,
  personId: string,
): Promise<RequestViewRow[]> {
  return run
    .select(COLUMNS)
    .from(requestView)
    .innerJoin(person, eq(person.id, requestView.personId))
    .where(
      and(
        eq(requestView.organizationId, organizationId),
        or(eq(requestView.personId, personId), eq(requestView.shared, true)),
      ),
    )
    .orderBy(sql`lower(${requestView.name})`, asc(requestView.id))
    .limit(200);
}

/** One view of the organization; null when it has none with this id. */
export async function findRequestView(run: Runner, organizationId: string, id: string): Promise<RequestViewRow | null> {
  const [row] = await run
    .select(COLUMNS)
    .from(requestView)
    .innerJoin(person, eq(person.id, requestView.personId))
    .where(and(eq(requestView.organizationId, organizationId), eq(requestView.id, id)));
  return row ?? null;
}

export async function insertRequestView(run: Runner, row: typeof requestView.$inferInsert): Promise<void> {
  await run.insert(requestView).values(row);
}

export async function deleteRequestView(run: Runner, organizationId: string, id: string): Promise<void> {
  await run.delete(requestView).where(and(eq(requestView.organizationId, organizationId), eq(requestView.id, id)));
}
