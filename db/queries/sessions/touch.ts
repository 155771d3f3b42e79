import { eq, sql } from "drizzle-orm";
import { apiToken, person, session } from "@/db/schema";
import type { Runner } from "../runner";

/** Notes that a session and its person were seen now. */
export async function touchSession(run: Runner, sessionId: string, personId: string): Promise<void> {
  await run.update(session).set({ lastSeenAt: sql`now()` }).where(eq(session.id, sessionId));
  await run.update(person).set({ lastSeenAt: sql`now()` }).where(eq(person.id, personId));
}

/** Notes that an API token was used now. */
export async function touchApiToken(run: Runner, tokenId: string): Promise<void> {
  await run.update(apiToken).set({ lastUsedAt: sql`now()` }).where(eq(apiToken.id, tokenId));
}
