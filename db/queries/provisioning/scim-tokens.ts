import { and, desc, eq, gt, isNull, or, sql } from "drizzle-orm";
import { person, scimToken } from "@/db/schema";
import type { Runner } from "../runner";

export type ScimTokenStatusNow = "active" | "retiring" | "expired" | "revoked";

/** A directory's token as it can be shown: never its digest. */
export type ScimTokenRow = Omit<typeof scimToken.$inferSelect, "digest" | "organizationId"> & {
  creatorName: string | null;
  statusNow: ScimTokenStatusNow;
};

const COLUMNS = {
  id: scimToken.id,
  name: scimToken.name,
  last4: scimToken.last4,
  createdBy: scimToken.createdBy,
  creatorName: person.name,
  createdAt: scimToken.createdAt,
  expiresAt: scimToken.expiresAt,
  revokedAt: scimToken.revokedAt,
  lastUsedAt: scimToken.lastUsedAt,
  statusNow: sql<ScimTokenStatusNow>`case when ${scimToken.revokedAt} is not null then 'revoked'
    when ${scimToken.expiresAt} <= now() then 'expired' when ${scimToken.expiresAt} is not null then 'retiring' else 'active' end`,
};

/** The organization's SCIM tokens, newest first; at most 100. */
export async function listScimTokens(run: Runner, organizationId: string): Promise<ScimTokenRow[]> {
  return await run
    .select(COLUMNS)
    .from(scimToken)
    .leftJoin(person, eq(person.id, scimToken.createdBy))
    .where(eq(scimToken.organizationId, organizationId))
    .orderBy(desc(scimToken.createdAt), desc(scimToken.id))
    .limit(100);
}

/** The token, whatever its status; null when the organization has none with this id. */
export async function findScimToken(
  run: Runner,
  organizationId: string,
  tokenId: string,
): Promise<ScimTokenRow | null> {
  const [row] = await run
    .select(COLUMNS)
    .from(scimToken)
    .leftJoin(person, eq(person.id, scimToken.createdBy))
    .where(and(eq(scimToken.organizationId, organizationId), eq(scimToken.id, tokenId)))
    .limit(1);
  return row ?? null;
}

/** Which directory a token that works belongs to. No tenant scope: this is what tells the tenant. */
export async function findProvisioner(
  run: Runner,
  digest: Uint8Array,
): Promise<{ tokenId: string; organizationId: string; lastUsedAt: Date | null } | null> {
  const [row] = await run
    .select({ tokenId: scimToken.id, organizationId: scimToken.organizationId, lastUsedAt: scimToken.lastUsedAt })
    .from(scimToken)
    .where(
      and(
        eq(scimToken.digest, digest),
        isNull(scimToken.revokedAt),
        or(isNull(scimToken.expiresAt), gt(scimToken.expiresAt, sql`now()`)),
      ),
    )
    .limit(1);
  return row ?? null;
}

export async function insertScimToken(
  run: Runner,
  row: Pick<typeof scimToken.$inferInsert, "id" | "organizationId" | "name" | "digest" | "last4" | "createdBy">,
): Promise<void> {
  await run.insert(scimToken).values(row);
}

/** Lets a token that works end `hours` from now; 0 is at once. */
export async function retireScimToken(
  run: Runner,
  organizationId: string,
  { tokenId, hours }: { tokenId: string; hours: number },
): Promise<void> {
  await run
    .update(scimToken)
    .set({ expiresAt: sql`now() + make_interval(hours => ${hours})` })
    .where(and(eq(scimToken.organizationId, organizationId), eq(scimToken.id, tokenId)));
}

/** Revokes one token; false when it was revoked already. */
export async function revokeScimTokenRow(run: Runner, organizationId: string, tokenId: string): Promise<boolean> {
  const rows = await run
    .update(scimToken)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(scimToken.organizationId, organizationId), eq(scimToken.id, tokenId), isNull(scimToken.revokedAt)))
    .returning({ id: scimToken.id });
  return rows.length > 0;
}

/** Notes that a token was used now. */
export async function touchScimToken(run: Runner, tokenId: string): Promise<void> {
  await run.update(scimToken).set({ lastUsedAt: sql`now()` }).where(eq(scimToken.id, tokenId));
}
