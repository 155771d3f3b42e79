import { nextMessage, spawnPinned } from "../process/spawn-pinned";
import type { Done, QuotaTerms, Work } from "./work";

export interface Bench {
  databaseUrl: string;
  engineFile: string;
  seconds: number;
}

/** Runs one process per list of quotas, all at once, and gives what each did. `core` pins them, null leaves them free. */
export async function measure(
  bench: Bench,
  quotasOf: readonly (readonly QuotaTerms[])[],
  options: { callers: number; isFree: boolean; core: number | null },
): Promise<Done[]> {
  const processes = quotasOf.map(() =>
    spawnPinned({ command: process.execPath, args: [bench.engineFile], core: options.core }),
  );
  try {
    await Promise.all(processes.map(({ child }) => nextMessage(child)));
    return await Promise.all(
      processes.map(({ child }, place) => {
        const work: Work = {
          databaseUrl: bench.databaseUrl,
          quotas: [...(quotasOf[place] ?? [])],
          callers: options.callers,
          isFree: options.isFree,
          warmUpMs: 2_000,
          runMs: bench.seconds * 1000,
        };
        const done = nextMessage<Done>(child);
        child.send(work);
        return done;
      }),
    );
  } finally {
    await Promise.all(processes.map((one) => one.stop()));
  }
}

/** What several processes did together. */
export function together(done: readonly Done[]): Done {
  const sum = (pick: (one: Done) => number) => done.reduce((total, one) => total + pick(one), 0);
  return {
    perSecond: sum((one) => one.perSecond),
    refused: sum((one) => one.refused),
    failed: sum((one) => one.failed),
    p50: sum((one) => one.p50) / done.length,
    p99: Math.max(...done.map((one) => one.p99)),
    cpuMicros: sum((one) => one.cpuMicros) / done.length,
  };
}

/** The middle one of an odd number of runs, by throughput. */
export function median(runs: readonly Done[]): Done {
  const sorted = runs.toSorted((a, b) => a.perSecond - b.perSecond);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) throw new Error("nothing was measured");
  return middle;
}
