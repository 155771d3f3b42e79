import { and, desc, eq, sql } from "drizzle-orm";
import { keySecret, person, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

export type SecretStatusNow = "active" | "pending" | "retiring" | "expired" | "revoked";

/** A secret as it can be shown: never its digest. */
export interface KeySecretRow {
  id: string;
  last4: string;
  statusNow: SecretStatusNow;
  notBefore: Date;
  notAfter: Date | null;
  revokedAt: Date | null;
  createdAt: Date;
  lastUsedAt: Date | null;
  createdBy: string | null;
  creatorName: string | null;
}

const STATUS_NOW = sql<SecretStatusNow>`case when ${keySecret.revokedAt} is not null then 'revoked'
  when ${keySecret.notAfter} <= now() then 'expired' when ${keySecret.notBefore} > now() then 'pending'
  when ${keySecret.notAfter} is not null then 'retiring' else 'active' end`;

/** Secrets of one key, newest first; at most 200. */
export async function listKeySecrets(run: Runner, organizationId: string, keyId: string): Promise<KeySecretRow[]> {
  return await run
    .select({
      id: keySecret.id,
      last4: keySecret.last4,
      statusNow: STATUS_NOW,
      notBefore: keySecret.notBefore,
      notAfter: keySecret.notAfter,
      revokedAt: keySecret.revokedAt,
      createdAt: keySecret.createdAt,
      lastUsedAt: keySecret.lastUsedAt,
      createdBy: keySecret.createdBy,
      creatorName: person.name,
    })
    .from(keySecret)
    .innerJoin(virtualKey, eq(virtualKey.id, keySecret.keyId))
    .leftJoin(person, eq(person.id, keySecret.createdBy))
    .where(and(eq(virtualKey.organizationId, organizationId), eq(virtualKey.id, keyId)))
    .orderBy(desc(keySecret.createdAt), desc(keySecret.id))
    .limit(200);
}
