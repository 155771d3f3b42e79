import { and, eq, isNull, sql } from "drizzle-orm";
import { session } from "@/db/schema";
import type { Runner } from "../runner";

/** Ends the session with this id, whoever's it is: for the browser that holds its cookie. */
export async function endSession(run: Runner, sessionId: string): Promise<void> {
  await run
    .update(session)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(session.id, sessionId), isNull(session.revokedAt)));
}
