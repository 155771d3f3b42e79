import { ActivityBook, type KeyActivity, type WatchedCall } from "./activity";
import { type JudgeDeps, judgeKeys } from "./judge-keys";
import { LOOP, SLOPE } from "./rules";

/** How often the guard looks. */
const LOOK_MS = 5_000;
/** A key that was looked at closely is left alone for this long. */
const AGAIN_MS = 10_000;
/** One process of many sees a part of the calls: so small a part still makes a suspect. */
const PART = 1 / 8;
const SUSPECTS_MAX = 100;

export interface RunawayGuardDeps extends JudgeDeps {
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
  const judgedAt = new Map<string, number>();
  let looking: Promise<void> | null = null;

  async function judgeAll(): Promise<void> {
    const nowMs = clock();
    for (const [keyId, at] of judgedAt) if (nowMs - at >= AGAIN_MS) judgedAt.delete(keyId);
    const suspects = book.heard().filter((activity) => isSuspect(activity, nowMs));
    const due = suspects.filter(({ last }) => !judgedAt.has(last.keyId)).slice(0, SUSPECTS_MAX);
    for (const activity of suspects) if (!due.includes(activity)) book.hear(activity);
    for (const { last } of due) judgedAt.set(last.keyId, nowMs);
    for (const [organizationId, activities] of Map.groupBy(due, ({ last }) => last.organizationId)) {
      await judgeKeys(deps, organizationId, { activities, nowMs });
    }
  }

  function look(): Promise<void> {
    looking ??= judgeAll()
      .catch(deps.onError)
      .finally(() => {
        looking = null;
      });
    return looking;
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

/** What this process alone saw is enough to ask Postgres. */
function isSuspect(activity: KeyActivity, nowMs: number): boolean {
  const loop = activity.seen(nowMs, LOOP.windowMs);
  if (loop.calls >= LOOP.calls * PART && loop.same >= loop.calls * LOOP.votes) return true;
  return activity.seen(nowMs, SLOPE.windowMs).costMicros >= SLOPE.leastMicros * PART;
}
