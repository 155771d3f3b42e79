import { and, eq, isNull, sql } from "drizzle-orm";
import { runawayFlag, virtualKey } from "@/db/schema";
import type { Runner } from "../runner";

export interface NewFlag {
  id: string;
  keyId: string;
  kind: "slope" | "loop";
  reason: string;
  detail: Record<string, string | number | null>;
}

/** Locks the key until the transaction ends; null when it may not be judged: it cannot call, or nobody wants to know. */
export async function lockJudged(
  run: Runner,
  organizationId: string,
  keyId: string,
): Promise<{ onRunaway: "flag" | "pause" } | null> {
  const [row] = await run
    .select({ status: virtualKey.status, pausedAt: virtualKey.pausedAt, onRunaway: virtualKey.onRunaway })
    .from(virtualKey)
    .where(and(eq(virtualKey.organizationId, organizationId), eq(virtualKey.id, keyId)))
    .for("update");
  if (row === undefined || row.status !== "active" || row.pausedAt !== null) return null;
  return row.onRunaway === "ignore" ? null : { onRunaway: row.onRunaway };
}

/** False when the key has an open flag of this kind already, whoever raised it. */
export async function insertFlag(run: Runner, organizationId: string, flag: NewFlag): Promise<boolean> {
  const rows = await run
    .insert(runawayFlag)
    .values({ ...flag, organizationId, paused: false })
    .onConflictDoNothing({ target: [runawayFlag.keyId, runawayFlag.kind], where: sql`resolved_at is null` })
    .returning({ id: runawayFlag.id });
  return rows.length > 0;
}

/** Stops the key and marks its open flag of this kind as the one that did. */
export async function pauseKey(
  run: Runner,
  organizationId: string,
  { keyId, kind, reason }: Pick<NewFlag, "keyId" | "kind" | "reason">,
): Promise<void> {
  await run
    .update(virtualKey)
    .set({ pausedAt: sql`now()`, pausedReason: reason })
    .where(and(eq(virtualKey.organizationId, organizationId), eq(virtualKey.id, keyId)));
  await run
    .update(runawayFlag)
    .set({ paused: true })
    .where(and(eq(runawayFlag.keyId, keyId), eq(runawayFlag.kind, kind), isNull(runawayFlag.resolvedAt)));
}

/** Ends the pause; the flags stay. */
export async function unpauseKey(run: Runner, organizationId: string, keyId: string): Promise<void> {
  await run
    .update(virtualKey)
    .set({ pausedAt: null, pausedReason: null })
    .where(and(eq(virtualKey.organizationId, organizationId), eq(virtualKey.id, keyId)));
}

/** Resolves the key's open flags, or one of them; how many there were. */
export async function resolveFlags(
  run: Runner,
  organizationId: string,
  by: { keyId: string; flagId: string | null; personId: string | null },
): Promise<number> {
  const rows = await run
    .update(runawayFlag)
    .set({ resolvedAt: sql`now()`, resolvedBy: by.personId })
    .where(
      and(
        eq(runawayFlag.organizationId, organizationId),
        eq(runawayFlag.keyId, by.keyId),
        by.flagId === null ? undefined : eq(runawayFlag.id, by.flagId),
        isNull(runawayFlag.resolvedAt),
      ),
    )
    .returning({ id: runawayFlag.id });
  return rows.length;
}
