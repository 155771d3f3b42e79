import { and, eq, isNull, sql } from "drizzle-orm";
import { quotaGrant } from "@/db/schema";
import type { Runner } from "../runner";

interface NewGrant {
  id: string;
  quotaId: string;
  /** In the quota's unit. */
  amount: bigint;
  reason: string;
  endsAt: Date;
  grantedBy: string | null;
}

/** A raise that begins now. */
export async function insertGrant(run: Runner, organizationId: string, row: NewGrant): Promise<void> {
  await run.insert(quotaGrant).values({ ...row, organizationId });
}

/** Ends a raise before its time. */
export async function revokeGrantRow(run: Runner, organizationId: string, grantId: string): Promise<void> {
  await run
    .update(quotaGrant)
    .set({ revokedAt: sql`now()` })
    .where(
      and(eq(quotaGrant.organizationId, organizationId), eq(quotaGrant.id, grantId), isNull(quotaGrant.revokedAt)),
    );
}
