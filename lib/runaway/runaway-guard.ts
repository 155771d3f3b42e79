import type { Database } from "@/db/client";
import { type Evidence, findEvidence } from "@/db/queries/runaway/find-evidence";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Quota, QuotaEngine, QuotaStanding } from "@/lib/quotas/contract";
import { ActivityBook, type KeyActivity, type WatchedCall } from "./activity";
import { raiseFlag } from "./raise-flag";
import { type Finding, judgeLoop, judgeSlope, LOOP, SLOPE } from "./rules";

/** How often the guard looks. */
const LOOK_MS = 5_000;
/** A key that was looked at closely is left alone for this long. */
const AGAIN_MS = 10_000;
/** One process of many sees a part of the calls: so small a part still makes a suspect. */
const PART = 1 / 8;
const SUSPECTS_MAX = 100;

export interface RunawayGuardDeps {
  database: Database;
  policy(): PolicySnapshot | null;
  quotas: Pick<QuotaEngine, "standings">;
  onError(error: unknown): void;
  /** Epoch ms; left out the process's clock. */
  clock?(): number;
  /** Left out every five seconds; 0: only when `look` is called. */
  everyMs?: number;
}

/** Watches calls of one process and judges keys in the background. */
export interface RunawayGuard {
  /** On the call path: remembers a call that reached a provider. Never throws, never waits. */
  note(call: WatchedCall): void;
  /** Judges the keys that called since the last look. */
  look(): Promise<void>;
  close(): Promise<void>;
}

/** Opens the guard of one process; any number of processes may watch the same keys. */
export function createRunawayGuard(deps: RunawayGuardDeps): RunawayGuard {
  const clock = deps.clock ?? Date.now;
  const book = new ActivityBook();
  const seenAt = new Map<string, number>();
  let looking: Promise<void> | null = null;

  async function judgeAll(): Promise<void> {
    const now = clock();
    for (const [keyId, at] of seenAt) if (now - at >= AGAIN_MS) seenAt.delete(keyId);
    const suspects = book.heard().filter((activity) => isSuspect(activity, now));
    const [later, due] = split(suspects, (activity) => seenAt.has(activity.last.keyId));
    for (const activity of [...later, ...due.splice(SUSPECTS_MAX)]) book.hear(activity);
    const byOrganization = Map.groupBy(due, (activity) => activity.last.organizationId);
    for (const [organizationId, activities] of byOrganization) {
      for (const { last } of activities) seenAt.set(last.keyId, now);
      await judge(organizationId, activities, now);
    }
  }

  async function judge(organizationId: string, activities: readonly KeyActivity[], now: number): Promise<void> {
    const keyIds = activities.map(({ last }) => last.keyId);
    const spans = { keyIds, callsMs: LOOP.windowMs, spendMs: SLOPE.windowMs };
    const found = new Map(
      (await findEvidence(deps.database.sql, organizationId, spans)).map((one) => [one.keyId, one]),
    );
    for (const activity of activities) {
      const { keyId } = activity.last;
      const evidence = found.get(keyId);
      if (evidence === undefined || !evidence.active || evidence.onRunaway === "ignore") continue;
      for (const finding of await findingsOn(activity, evidence, now)) {
        await raiseFlag(deps.database, organizationId, { ...finding, keyId });
      }
    }
  }

  async function findingsOn(activity: KeyActivity, evidence: Evidence, now: number): Promise<Finding[]> {
    const { calls, same } = activity.seen(now, LOOP.windowMs);
    const loop = judgeLoop({ calls: evidence.calls, votes: calls === 0 ? 0 : same / calls });
    const slope = await worstSlope(activity.last, evidence, now);
    return [loop, slope].filter((finding) => finding !== null);
  }

  /** The first of the key's budgets, innermost first, that its pace would end early. */
  async function worstSlope(call: WatchedCall, evidence: Evidence, nowMs: number): Promise<Finding | null> {
    if (evidence.spent < SLOPE.leastMicros) return null;
    const budgets = budgetsOf(call, deps.policy());
    if (budgets.length === 0) return null;
    const standings: QuotaStanding[] = await deps.quotas.standings(budgets);
    for (const budget of standings) {
      const finding = judgeSlope({ ...evidence, budget, nowMs });
      if (finding !== null) return finding;
    }
    return null;
  }

  async function look(): Promise<void> {
    looking ??= judgeAll()
      .catch(deps.onError)
      .finally(() => {
        looking = null;
      });
    await looking;
  }

  const everyMs = deps.everyMs ?? LOOK_MS;
  const timer = everyMs === 0 ? undefined : setInterval(() => void look(), everyMs).unref();
  return {
    note: (call) => book.note(call, clock()),
    look,
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}

function split<Item>(items: readonly Item[], test: (item: Item) => boolean): [Item[], Item[]] {
  return [items.filter(test), items.filter((item) => !test(item))];
}

/** What this process alone saw is enough to ask Postgres. */
function isSuspect(activity: KeyActivity, now: number): boolean {
  const loop = activity.seen(now, LOOP.windowMs);
  if (loop.calls >= LOOP.calls * PART && loop.same >= loop.calls * LOOP.votes) return true;
  return activity.seen(now, SLOPE.windowMs).costMicros >= SLOPE.leastMicros * PART;
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
