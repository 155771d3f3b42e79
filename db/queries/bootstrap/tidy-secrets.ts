import { and, desc, eq, inArray, lte, sql } from "drizzle-orm";
import { keySecret } from "@/db/schema";
import type { Runner } from "../runner";

/** Lets one secret end after so many hours. */
export async function endSecretAfter(run: Runner, secretId: string, hours: number): Promise<void> {
  await run
    .update(keySecret)
    .set({ notAfter: sql`now() + make_interval(hours => ${hours})` })
    .where(eq(keySecret.id, secretId));
}

/** Removes a key's secrets that are over, and all but the newest `keep` of the others. */
export async function removeOldSecrets(run: Runner, keyId: string, keep: number): Promise<void> {
  await run.delete(keySecret).where(and(eq(keySecret.keyId, keyId), lte(keySecret.notAfter, sql`now()`)));
  const old = await run
    .select({ id: keySecret.id })
    .from(keySecret)
    .where(eq(keySecret.keyId, keyId))
    .orderBy(desc(keySecret.createdAt), desc(keySecret.id))
    .limit(1_000)
    .offset(keep);
  if (old.length === 0) return;
  await run.delete(keySecret).where(
    inArray(
      keySecret.id,
      old.map((secret) => secret.id),
    ),
  );
}
