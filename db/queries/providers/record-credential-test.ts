import { and, eq, sql } from "drizzle-orm";
import { credential } from "@/db/schema";
import type { Runner } from "../runner";

/** Keeps what a connection test of this credential said. */
export async function recordCredentialTest(
  run: Runner,
  organizationId: string,
  test: { credentialId: string; ok: boolean; detail: string },
): Promise<void> {
  await run
    .update(credential)
    .set({ lastTestedAt: sql`now()`, lastTestOk: test.ok, lastTestDetail: test.detail })
    .where(and(eq(credential.organizationId, organizationId), eq(credential.id, test.credentialId)));
}
