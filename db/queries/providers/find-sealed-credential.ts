import { and, eq } from "drizzle-orm";
import { credential, type SealedSecret } from "@/db/schema";
import type { Runner } from "../runner";

/** The sealed value and what its seal is bound to; for the one call that needs it. */
export async function findSealedCredential(
  run: Runner,
  organizationId: string,
  of: { providerId: string; credentialId: string },
): Promise<{ id: string; sealed: SealedSecret; allowedOrigin: string } | null> {
  const [row] = await run
    .select({ id: credential.id, sealed: credential.sealed, allowedOrigin: credential.allowedOrigin })
    .from(credential)
    .where(
      and(
        eq(credential.organizationId, organizationId),
        eq(credential.providerId, of.providerId),
        eq(credential.id, of.credentialId),
      ),
    )
    .limit(1);
  return row ?? null;
}
