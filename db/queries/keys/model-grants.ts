import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { keyModelGrant, person } from "@/db/schema";
import type { Runner } from "../runner";

/** Models that a key may call until a time, with who gave them. */
export type ModelGrantRow = typeof keyModelGrant.$inferSelect & { granterName: string | null };

/** What a key has now, the first to end first; at most 100. */
export async function listModelGrants(run: Runner, organizationId: string, keyId: string): Promise<ModelGrantRow[]> {
  const rows = await run
    .select({ grant: keyModelGrant, granterName: person.name })
    .from(keyModelGrant)
    .leftJoin(person, eq(person.id, keyModelGrant.grantedBy))
    .where(
      and(
        eq(keyModelGrant.organizationId, organizationId),
        eq(keyModelGrant.keyId, keyId),
        isNull(keyModelGrant.revokedAt),
        gt(keyModelGrant.endsAt, sql`now()`),
      ),
    )
    .orderBy(asc(keyModelGrant.endsAt), asc(keyModelGrant.id))
    .limit(100);
  return rows.map(({ grant, granterName }) => ({ ...grant, granterName }));
}

export async function insertModelGrant(
  run: Runner,
  organizationId: string,
  row: { id: string; keyId: string; models: string[]; reason: string; endsAt: Date; grantedBy: string | null },
): Promise<void> {
  await run.insert(keyModelGrant).values({ ...row, organizationId });
}

/** Takes a grant back before its time; false when the key has none with this id that runs. */
export async function revokeModelGrantRow(
  run: Runner,
  organizationId: string,
  { keyId, grantId }: { keyId: string; grantId: string },
): Promise<boolean> {
  const rows = await run
    .update(keyModelGrant)
    .set({ revokedAt: sql`now()` })
    .where(
      and(
        eq(keyModelGrant.organizationId, organizationId),
        eq(keyModelGrant.keyId, keyId),
        eq(keyModelGrant.id, grantId),
        isNull(keyModelGrant.revokedAt),
        gt(keyModelGrant.endsAt, sql`now()`),
      ),
    )
    .returning({ id: keyModelGrant.id });
  return rows.length > 0;
}
