import { and, eq, gt, isNull, sql } from "drizzle-orm";
import { apiToken, signInLink } from "@/db/schema";
import type { Runner } from "../runner";
import { revokeSessions } from "../sessions/sessions";
import { setPersonStatusRow } from "./write-person";

/**
 * Shuts a person out: sessions, API tokens and unused links end in this transaction. Their virtual keys stop as soon as gateways see the policy
 * version that the caller must raise.
 */
export async function shutOut(
  run: Runner,
  organizationId: string,
  { personId, by }: { personId: string; by: "portal" | "provisioning" },
): Promise<{ sessionsEnded: number; apiTokensRevoked: number }> {
  await setPersonStatusRow(run, organizationId, { personId, status: "deactivated", by });
  const sessionsEnded = await revokeSessions(run, personId);
  const apiTokensRevoked = await revokeApiTokensOf(run, organizationId, personId);
  await expireSignInLinks(run, personId);
  return { sessionsEnded, apiTokensRevoked };
}

/** Takes a person's unused sign-in links away. */
async function expireSignInLinks(run: Runner, personId: string): Promise<void> {
  await run
    .update(signInLink)
    .set({ expiresAt: sql`now()` })
    .where(and(eq(signInLink.personId, personId), isNull(signInLink.usedAt), gt(signInLink.expiresAt, sql`now()`)));
}

/** Revokes a person's API tokens; how many that were. */
async function revokeApiTokensOf(run: Runner, organizationId: string, personId: string): Promise<number> {
  const rows = await run
    .update(apiToken)
    .set({ revokedAt: sql`now()` })
    .where(
      and(eq(apiToken.organizationId, organizationId), eq(apiToken.personId, personId), isNull(apiToken.revokedAt)),
    )
    .returning({ id: apiToken.id });
  return rows.length;
}
