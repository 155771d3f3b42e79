/** What one key used in one step of the past. */
export interface PastUse {
  at: Date;
  keyId: string;
  /** In the quota's unit. */
  amount: number;
  calls: number;
  /** The window it fell into; for windows that roll the same for all. */
  windowStart: Date;
}

interface Replayed {
  calls: number;
  refused: number;
}

export interface ReplayedWindow extends Replayed {
  start: Date;
  /** When it would have refused its first call. */
  firstRefusedAt: Date | null;
}

/** What a limit would have done to calls that were let in. */
export interface Replay extends Replayed {
  windows: ReplayedWindow[];
  keys: (Replayed & { keyId: string })[];
}

/**
 * Plays the past again under another limit, step by step, oldest first: what does not fit into what is left of the window is refused,
 * and what is refused uses nothing. Within a step keys are refused alike, so counts are right to within one step of each window.
 * `rollingMs`: the window is always that long and never begins anew.
 */
export function wouldRefuse(uses: readonly PastUse[], limit: number, rollingMs: number | null): Replay {
  const windows = new Map<number, ReplayedWindow>();
  const keys = new Map<string, Replayed & { keyId: string }>();
  const left = rollingMs === null ? fixedWindows(limit) : rollingWindow(limit, rollingMs);
  for (const step of stepsOf(uses)) {
    const wanted = step.reduce((sum, use) => sum + use.amount, 0);
    const [first] = step;
    if (first === undefined) continue;
    const free = left.free(first);
    const admitted = wanted <= free ? 1 : free / wanted;
    left.take(first, wanted * admitted);
    const start = first.windowStart.getTime();
    const window = windows.get(start) ?? { start: first.windowStart, firstRefusedAt: null, calls: 0, refused: 0 };
    windows.set(start, window);
    if (admitted < 1) window.firstRefusedAt ??= first.at;
    for (const use of step) {
      const key = keys.get(use.keyId) ?? { keyId: use.keyId, calls: 0, refused: 0 };
      keys.set(use.keyId, key);
      for (const counted of [window, key]) {
        counted.calls += use.calls;
        counted.refused += use.calls * (1 - admitted);
      }
    }
  }
  const rounded = <Row extends Replayed>(row: Row): Row => ({ ...row, refused: Math.round(row.refused) });
  const shown = [...windows.values()].map(rounded);
  return {
    calls: shown.reduce((sum, window) => sum + window.calls, 0),
    refused: shown.reduce((sum, window) => sum + window.refused, 0),
    windows: shown,
    keys: [...keys.values()].map(rounded).sort((a, b) => b.refused - a.refused || b.calls - a.calls),
  };
}

function stepsOf(uses: readonly PastUse[]): PastUse[][] {
  return [...Map.groupBy(uses, (use) => use.at.getTime())].sort(([a], [b]) => a - b).map(([, step]) => step);
}

interface Room {
  free(use: PastUse): number;
  take(use: PastUse, amount: number): void;
}

function fixedWindows(limit: number): Room {
  const used = new Map<number, number>();
  const of = (use: PastUse) => used.get(use.windowStart.getTime()) ?? 0;
  return {
    free: (use) => Math.max(0, limit - of(use)),
    take: (use, amount) => void used.set(use.windowStart.getTime(), of(use) + amount),
  };
}

function rollingWindow(limit: number, rollingMs: number): Room {
  const taken: { at: number; amount: number }[] = [];
  let sum = 0;
  return {
    free(use) {
      while (taken[0] !== undefined && taken[0].at <= use.at.getTime() - rollingMs) sum -= taken.shift()?.amount ?? 0;
      return Math.max(0, limit - sum);
    },
    take(use, amount) {
      taken.push({ at: use.at.getTime(), amount });
      sum += amount;
    },
  };
}
