import { and, eq, sql } from "drizzle-orm";
import { credential } from "@/db/schema";
import type { Runner } from "../runner";
import type { NewCredential } from "./insert-credential";

/** Puts another value into a credential; what the last test said was about the old one, so it goes too. */
export async function replaceCredentialValue(
  run: Runner,
  organizationId: string,
  row: Omit<NewCredential, "providerId" | "name"> & { name?: string | undefined },
): Promise<void> {
  await run
    .update(credential)
    .set({
      sealed: row.sealed,
      allowedOrigin: row.allowedOrigin,
      last4: row.last4,
      rotatedAt: sql`now()`,
      lastTestedAt: null,
      lastTestOk: null,
      lastTestDetail: null,
      ...(row.name === undefined ? {} : { name: row.name }),
    })
    .where(and(eq(credential.organizationId, organizationId), eq(credential.id, row.id)));
}
