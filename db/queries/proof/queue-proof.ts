import { and, eq, isNull, sql } from "drizzle-orm";
import { enforcementProof } from "@/db/schema";
import type { Runner } from "../runner";

/** A claimed run says every few seconds that it lives; a queued one is claimed at once. */
const SILENT = sql`now() - interval '60 seconds'`;

interface QueuedProof {
  id: string;
  trigger: "asked" | "schedule";
  requestedBy: string | null;
}

/** Queues a run. False when one is queued or running already. */
export async function queueProof(run: Runner, organizationId: string, proof: QueuedProof): Promise<boolean> {
  const rows = await run
    .insert(enforcementProof)
    .values({ ...proof, organizationId })
    .onConflictDoNothing()
    .returning({ id: enforcementProof.id });
  return rows.length === 1;
}

/** Ends runs whose process is gone, so that the next one can be queued; how many. `all`: of every organization. */
export async function abandonSilentProofs(run: Runner, organizationId: string | "all"): Promise<number> {
  const rows = await run
    .update(enforcementProof)
    .set({ finishedAt: sql`now()`, passed: false, failure: "The process that ran it ended before it was finished." })
    .where(
      and(
        organizationId === "all" ? undefined : eq(enforcementProof.organizationId, organizationId),
        isNull(enforcementProof.finishedAt),
        sql`coalesce(${enforcementProof.heartbeatAt}, ${enforcementProof.startedAt}) < ${SILENT}`,
      ),
    )
    .returning({ id: enforcementProof.id });
  return rows.length;
}

/** Takes a queued run for this process; null when there is none. Of several processes one gets it. */
export async function claimProof(run: Runner): Promise<{ id: string; organizationId: string } | null> {
  const [row] = await run
    .update(enforcementProof)
    .set({ claimedAt: sql`now()`, heartbeatAt: sql`now()` })
    .where(
      eq(
        enforcementProof.id,
        sql`(select id from enforcement_proof where claimed_at is null and finished_at is null
          order by started_at limit 1 for update skip locked)`,
      ),
    )
    .returning({ id: enforcementProof.id, organizationId: enforcementProof.organizationId });
  return row ?? null;
}
