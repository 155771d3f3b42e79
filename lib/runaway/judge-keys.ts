import type { Database } from "@/db/client";
import { type Evidence, findEvidence } from "@/db/queries/runaway/find-evidence";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Quota, QuotaEngine } from "@/lib/quotas/contract";
import type { KeyActivity, WatchedCall } from "./activity";
import { raiseFlag } from "./raise-flag";
import { type Finding, judgeLoop, judgeSlope, LOOP, SLOPE } from "./rules";

/** What a verdict needs from the process. */
export interface JudgeDeps {
  database: Database;
  policy(): PolicySnapshot | null;
  quotas: Pick<QuotaEngine, "standings">;
}

/** Asks Postgres what all processes saw of one organization's suspects, and puts on record what the rules find. */
export async function judgeKeys(
  deps: JudgeDeps,
  organizationId: string,
  suspects: { activities: readonly KeyActivity[]; nowMs: number },
): Promise<void> {
  const { activities, nowMs } = suspects;
  const keyIds = activities.map(({ last }) => last.keyId);
  const spans = { keyIds, callsMs: LOOP.windowMs, spendMs: SLOPE.windowMs };
  const rows = await findEvidence(deps.database.sql, organizationId, spans);
  const evidence = new Map(rows.map((row) => [row.keyId, row]));
  for (const activity of activities) {
    const known = evidence.get(activity.last.keyId);
    if (known === undefined || !known.active || known.onRunaway === "ignore") continue;
    for (const finding of await findingsOn(deps, activity, { evidence: known, nowMs })) {
      await raiseFlag(deps.database, organizationId, { ...finding, keyId: known.keyId });
    }
  }
}

interface Known {
  evidence: Evidence;
  nowMs: number;
}

async function findingsOn(deps: JudgeDeps, activity: KeyActivity, known: Known): Promise<Finding[]> {
  const { calls, same } = activity.seen(known.nowMs, LOOP.windowMs);
  const loop = judgeLoop({ calls: known.evidence.calls, votes: calls === 0 ? 0 : same / calls });
  const slope = await findSlope(deps, activity.last, known);
  return [loop, slope].filter((finding) => finding !== null);
}

/** The first of the key's budgets, innermost first, that its pace would end early. */
async function findSlope(deps: JudgeDeps, call: WatchedCall, { evidence, nowMs }: Known): Promise<Finding | null> {
  if (evidence.spent < SLOPE.leastMicros) return null;
  const budgets = budgetsOf(call, deps.policy());
  if (budgets.length === 0) return null;
  for (const budget of await deps.quotas.standings(budgets)) {
    const finding = judgeSlope({ ...evidence, budget, nowMs });
    if (finding !== null) return finding;
  }
  return null;
}

/** The budgets that a key's calls count in whatever they ask for, innermost first. */
function budgetsOf(call: WatchedCall, policy: PolicySnapshot | null): Quota[] {
  if (policy === null) return [];
  const { quotas } = policy;
  return [
    ...quotas.of("key", call.keyId),
    ...quotas.of("project", call.projectId),
    ...quotas.of("team", call.teamId),
    ...quotas.of("organization", call.organizationId),
  ].filter((quota) => quota.unit === "usd_micros" && !quota.shadow);
}
