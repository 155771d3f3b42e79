import { and, eq, isNull, sql } from "drizzle-orm";
import { apiToken } from "@/db/schema";
import type { Runner } from "../runner";

interface NewApiToken {
  id: string;
  personId: string;
  kind?: "personal" | "service";
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

/** Gives a token another secret; the one before works for `overlapSeconds` more. */
export async function rotateApiTokenRow(
  run: Runner,
  organizationId: string,
  row: { id: string; digest: Uint8Array; last4: string; overlapSeconds: number },
): Promise<void> {
  const { id, digest, last4, overlapSeconds } = row;
  const overlaps = overlapSeconds > 0;
  await run
    .update(apiToken)
    .set({
      digest,
      last4,
      rotatedAt: sql`now()`,
      previousDigest: overlaps ? sql`${apiToken.digest}` : null,
      previousUntil: overlaps ? sql`now() + make_interval(secs => ${overlapSeconds})` : null,
    })
    .where(and(eq(apiToken.organizationId, organizationId), eq(apiToken.id, id)));
}

/** Changes what of a token may change. */
export async function updateApiTokenRow(
  run: Runner,
  organizationId: string,
  id: string,
  change: { name: string; scopes: string[]; expiresAt: Date | null },
): Promise<void> {
  await run
    .update(apiToken)
    .set(change)
    .where(and(eq(apiToken.organizationId, organizationId), eq(apiToken.id, id)));
}
