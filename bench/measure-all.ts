import type { Candidate } from "./candidates/candidate";
import type { BenchOptions } from "./options";
import { residentBytes } from "./process/meters";
import type { PinnedProcess } from "./process/spawn-pinned";
import { type Load, type Measurement, runJob } from "./run-job";

const WARM_UP_MS = 500;
const REST_MS = 10_000;

/** All rounds of one candidate under one load. */
export interface Series {
  candidate: Candidate;
  load: Load;
  rounds: Measurement[];
  /** Resident memory after the first light calls, before any heavy load. */
  restingBytes: number | null;
}

/** Rounds are interleaved between candidates, so that a noisy minute hits all of them. */
export async function measureAll(
  generator: PinnedProcess,
  candidates: Candidate[],
  options: BenchOptions,
): Promise<Series[]> {
  const resting = await restingMemory(generator, candidates);
  const loads: Load[] = [
    ...options.wholeConnections.map((concurrency): Load => ({ kind: "whole", concurrency })),
    ...options.streamCounts.map((concurrency): Load => ({ kind: "stream", concurrency })),
  ];
  const all: Series[] = [];
  for (const load of loads) {
    const series = candidates.map((candidate) => ({
      candidate,
      load,
      rounds: [] as Measurement[],
      restingBytes: resting.get(candidate) ?? null,
    }));
    for (let round = 0; round < options.rounds; round += 1) await measureRound(generator, series, options);
    all.push(...series);
  }
  return all;
}

/** Memory of each candidate once it is warm and its garbage is gone: V8 gives memory back some seconds after the last call. */
async function restingMemory(
  generator: PinnedProcess,
  candidates: Candidate[],
): Promise<Map<Candidate, number | null>> {
  for (const candidate of candidates) {
    announce(`warming up ${candidate.title}`);
    await runJob(generator, candidate, { kind: "whole", concurrency: 10 }, { warmUpMs: 500, measureMs: 1500 });
    await runJob(generator, candidate, { kind: "stream", concurrency: 1 }, { warmUpMs: 0, measureMs: 100 });
  }
  announce("letting them rest");
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  return new Map(
    candidates.map((candidate) => [candidate, candidate.pid === null ? null : residentBytes(candidate.pid)]),
  );
}

/** One line of progress, overwritten by the next; nothing when nobody watches. */
function announce(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}

async function measureRound(generator: PinnedProcess, series: Series[], options: BenchOptions): Promise<void> {
  for (const { candidate, load, rounds } of series) {
    announce(`${load.kind} × ${load.concurrency}: ${candidate.title}`);
    // A single stream gives one sample in 1.3 s, so it is watched for longer.
    const longer = load.kind === "stream" && load.concurrency === 1 ? 2 : 1;
    const time = { warmUpMs: WARM_UP_MS, measureMs: options.secondsPerRun * 1000 * longer };
    rounds.push(await runJob(generator, candidate, load, time));
  }
  announce("");
}
