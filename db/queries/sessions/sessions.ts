import { and, desc, eq, gt, isNull, sql } from "drizzle-orm";
import { person, session } from "@/db/schema";
import type { Runner } from "../runner";
import { aliveSession } from "./alive-session";

export type SessionRow = typeof session.$inferSelect;

/** A session of `hours` by the database's clock. */
export async function insertSession(
  run: Runner,
  row: Pick<SessionRow, "id" | "personId" | "userAgent"> &
    Partial<Pick<SessionRow, "method" | "clientAddress" | "breakGlass">> & { hours: number },
): Promise<void> {
  const { hours, ...columns } = row;
  await run.insert(session).values({ ...columns, expiresAt: sql`now() + make_interval(hours => ${hours})` });
}

/** Sessions of one person that still stand, newest first; at most 200. */
export async function listSessions(run: Runner, organizationId: string, personId: string): Promise<SessionRow[]> {
  const rows = await run
    .select({ session })
    .from(session)
    .innerJoin(person, eq(person.id, session.personId))
    .where(and(eq(person.organizationId, organizationId), eq(session.personId, personId), aliveSession()))
    .orderBy(desc(session.createdAt), desc(session.id))
    .limit(200);
  return rows.map((row) => row.session);
}

/** Ends one session of a person; how many that were. */
export async function revokeSession(run: Runner, personId: string, sessionId: string): Promise<number> {
  const rows = await run
    .update(session)
    .set({ revokedAt: sql`now()` })
    .where(and(alive(personId), eq(session.id, sessionId)))
    .returning({ id: session.id });
  return rows.length;
}

/** Ends every session of a person; how many that were. */
export async function revokeSessions(run: Runner, personId: string): Promise<number> {
  const rows = await run
    .update(session)
    .set({ revokedAt: sql`now()` })
    .where(alive(personId))
    .returning({ id: session.id });
  return rows.length;
}

function alive(personId: string) {
  return and(eq(session.personId, personId), isNull(session.revokedAt), gt(session.expiresAt, sql`now()`));
}
