import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { apiToken, signInLink } from "@/db/schema";
import type { Runner } from "../runner";

/** Takes a person's unused sign-in links away. */
export async function expireSignInLinks(run: Runner, personId: string): Promise<void> {
  await run
    .update(signInLink)
    .set({ expiresAt: sql`now()` })
    .where(and(eq(signInLink.personId, personId), isNull(signInLink.usedAt), gt(signInLink.expiresAt, sql`now()`)));
}

/** Revokes a person's API tokens; how many that were. */
export async function revokeApiTokensOf(run: Runner, organizationId: string, personId: string): Promise<number> {
  const rows = await run
    .update(apiToken)
    .set({ revokedAt: sql`now()` })
    .where(
      and(eq(apiToken.organizationId, organizationId), eq(apiToken.personId, personId), isNull(apiToken.revokedAt)),
    )
    .returning({ id: apiToken.id });
  return rows.length;
}
