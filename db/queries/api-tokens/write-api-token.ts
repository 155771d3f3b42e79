import { and, eq, isNull, sql } from "drizzle-orm";
import { apiToken } from "@/db/schema";
import type { Runner } from "../runner";

interface NewApiToken {
  id: string;
  personId: string;
  name: string;
  digest: Uint8Array;
  last4: string;
  scopes: string[];
  expiresAt: Date | null;
}

export async function insertApiToken(run: Runner, organizationId: string, row: NewApiToken): Promise<void> {
  await run.insert(apiToken).values({ ...row, organizationId });
}

/** Revokes one token; false when it was revoked already. */
export async function revokeApiTokenRow(run: Runner, organizationId: string, tokenId: string): Promise<boolean> {
  const rows = await run
    .update(apiToken)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(apiToken.organizationId, organizationId), eq(apiToken.id, tokenId), isNull(apiToken.revokedAt)))
    .returning({ id: apiToken.id });
  return rows.length > 0;
}
