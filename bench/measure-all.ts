import type { Candidate } from "./candidates/candidate";
import type { BenchOptions } from "./options";
import type { PinnedProcess } from "./process/spawn-pinned";
import { type Load, type Measurement, runJob } from "./run-job";

const WARM_UP_MS = 500;
const FEW_STREAMS = 8;

/** All rounds of one candidate under one load. */
export interface Series {
  candidate: Candidate;
  load: Load;
  rounds: Measurement[];
  /** Only for the largest number of streams. */
  memoryPerStreamBytes: number | null;
}

/** Rounds are interleaved between candidates, so that a noisy minute hits all of them. */
export async function measureAll(
  generator: PinnedProcess,
  candidates: Candidate[],
  options: BenchOptions,
): Promise<Series[]> {
  const mostStreams = Math.max(0, ...options.streamCounts);
  const memory = await memoryPerStream(generator, candidates, mostStreams);
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
      memoryPerStreamBytes:
        load.kind === "stream" && load.concurrency === mostStreams ? (memory.get(candidate) ?? null) : null,
    }));
    for (let round = 0; round < options.rounds; round += 1) await measureRound(generator, series, options);
    all.push(...series);
  }
  return all;
}

/**
 * Bytes one more live stream costs each candidate, from fresh processes before any other load has grown their heaps: what they
 * hold with many streams minus what they hold with a few. Null below 64 streams, where it would only show noise.
 */
async function memoryPerStream(
  generator: PinnedProcess,
  candidates: Candidate[],
  streams: number,
): Promise<Map<Candidate, number | null>> {
  const found = new Map<Candidate, number | null>();
  for (const candidate of candidates) {
    announce(`memory of ${candidate.title}`);
    const measure = (concurrency: number) =>
      runJob(generator, candidate, { kind: "stream", concurrency }, { warmUpMs: 1000, measureMs: 2000 });
    const few = (await measure(FEW_STREAMS)).residentBytes;
    const many = streams < 64 ? null : (await measure(streams)).residentBytes;
    found.set(candidate, few === null || many === null ? null : (many - few) / (streams - FEW_STREAMS));
  }
  return found;
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
