import type { Admission, Hold, Used } from "./contract";
import type { ShadowCount } from "./statement";

const HOUR_MS = 3_600_000;

/** What quotas in shadow mode were asked and would have refused, until the next statement tells the database. */
export class ShadowTally {
  #counts = new Map<string, ShadowCount>();

  get hasNews(): boolean {
    return this.#counts.size > 0;
  }

  /** `nowMs` is the database's time. */
  note(quotaId: string, isRefused: boolean, nowMs: number): void {
    const hour = Math.floor(nowMs / HOUR_MS) * HOUR_MS;
    const key = `${hour} ${quotaId}`;
    const count = this.#counts.get(key) ?? { q: quotaId, w: hour, a: 0, r: 0 };
    count.a += 1;
    if (isRefused) count.r += 1;
    this.#counts.set(key, count);
  }

  take(): ShadowCount[] {
    if (this.#counts.size === 0) return [];
    const counts = [...this.#counts.values()];
    this.#counts = new Map();
    return counts;
  }
}

/** A hold of the quotas that are enforced, and of those that are only watched: their verdicts come later and stop nothing. */
export class WatchedHold implements Hold {
  readonly requestId: string;
  readonly #hold: Hold;
  readonly watched: readonly Promise<Admission | null>[];

  constructor(hold: Hold, watched: readonly Promise<Admission | null>[]) {
    this.requestId = hold.requestId;
    this.#hold = hold;
    this.watched = watched;
  }

  settle(actual: Used): void {
    this.#hold.settle(actual);
    for (const verdict of this.watched) void verdict.then((admission) => settleIfAdmitted(admission, actual));
  }
}

function settleIfAdmitted(admission: Admission | null, actual: Used): void {
  if (admission?.kind === "admitted") admission.hold.settle(actual);
}
