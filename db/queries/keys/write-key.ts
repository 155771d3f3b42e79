import { and, eq, gt, isNull, or, sql } from "drizzle-orm";
import { keySecret, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

/** What of a key may change. */
export interface KeyFields {
  name: string;
  purpose: string;
  allowedModels: string[];
  expiresAt: Date | null;
  ownerId: string | null;
  tags: string[];
  mayAttribute: boolean;
  onRunaway: "ignore" | "flag" | "pause";
}

export interface NewKey extends KeyFields {
  id: string;
  projectId: string;
  publicId: string;
  createdBy: string | null;
  playgroundOf?: string;
}

export async function insertKey(run: Runner, organizationId: string, row: NewKey): Promise<void> {
  await run.insert(virtualKey).values({ ...row, organizationId });
}

/** Keeps other writers away from the key until the transaction ends. */
export async function lockKey(run: Runner, organizationId: string, keyId: string): Promise<void> {
  await run.select({ id: virtualKey.id }).from(virtualKey).where(isKey(organizationId, keyId)).for("update");
}

export async function updateKeyRow(
  run: Runner,
  organizationId: string,
  keyId: string,
  change: KeyFields,
): Promise<void> {
  await run.update(virtualKey).set(change).where(isKey(organizationId, keyId));
}

export async function setKeyStatus(
  run: Runner,
  organizationId: string,
  keyId: string,
  status: "active" | "disabled" | "revoked",
): Promise<void> {
  const times = {
    active: { disabledAt: null },
    disabled: { disabledAt: sql`now()` },
    revoked: { revokedAt: sql`now()` },
  };
  await run
    .update(virtualKey)
    .set({ status, ...times[status] })
    .where(isKey(organizationId, keyId));
}

export async function insertKeySecret(
  run: Runner,
  row: {
    id: string;
    keyId: string;
    digest: Uint8Array;
    pepperVersion: number;
    last4: string;
    createdBy: string | null;
    notAfter?: Date;
  },
): Promise<void> {
  await run.insert(keySecret).values(row);
}

/** Lets the secrets that work now end after `seconds`, if they do not end sooner; how many those are. */
export async function retireSecrets(run: Runner, keyId: string, seconds: number): Promise<number> {
  const end = sql`greatest(${keySecret.notBefore}, now() + make_interval(secs => ${seconds}))`;
  const rows = await run
    .update(keySecret)
    .set({ notAfter: end })
    .where(
      and(
        eq(keySecret.keyId, keyId),
        isNull(keySecret.revokedAt),
        or(isNull(keySecret.notAfter), gt(keySecret.notAfter, end)),
      ),
    )
    .returning({ id: keySecret.id });
  return rows.length;
}

/** Ends one secret of a key at once; false when the key has none with this id that is not revoked. */
export async function revokeSecret(run: Runner, keyId: string, secretId: string): Promise<boolean> {
  const rows = await run
    .update(keySecret)
    .set({ revokedAt: sql`now()` })
    .where(and(eq(keySecret.keyId, keyId), eq(keySecret.id, secretId), isNull(keySecret.revokedAt)))
    .returning({ id: keySecret.id });
  return rows.length > 0;
}

function isKey(organizationId: string, keyId: string) {
  return and(eq(virtualKey.organizationId, organizationId), eq(virtualKey.id, keyId));
}
