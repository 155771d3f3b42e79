import type { Candidate } from "./candidates/candidate";
import type { BenchOptions } from "./options";
import type { PinnedProcess } from "./process/spawn-pinned";
import { type Load, type Measurement, runJob } from "./run-job";

const WARM_UP_MS = 500;
const WARM_UP_CONNECTIONS = 32;
const FEW_STREAMS = 8;
const ENOUGH_STREAMS = 64;
const STREAM_MS = 1280;
const MEMORY_MS = 11_000;

/** All rounds of one candidate under one load. */
export interface Series {
  candidate: Candidate;
  load: Load;
  rounds: Measurement[];
  /** Only for the largest number of streams. */
  memoryPerStreamBytes: number | null;
}

/**
 * Every round runs every load through every candidate, so that a noisy minute hits all of them. Once `interrupted` fires, what was
 * measured until then is returned.
 */
export async function measureAll(
  generator: PinnedProcess,
  candidates: Candidate[],
  options: BenchOptions,
  interrupted: AbortSignal,
): Promise<Series[]> {
  const loads = loadsOf(options);
  tellDuration(candidates, loads, options);
  const mostStreams = Math.max(0, ...options.streamCounts);
  const memory = await memoryPerStream(generator, candidates, mostStreams);
  const all = loads.flatMap((load) =>
    candidates.map((candidate): Series => {
      const isMost = load.kind === "stream" && load.concurrency === mostStreams;
      return { candidate, load, rounds: [], memoryPerStreamBytes: isMost ? (memory.get(candidate) ?? null) : null };
    }),
  );
  if (options.wholeConnections.length > 0) await compileHotPaths(generator, candidates, options.warmUpMs);
  for (let round = 1; round <= options.rounds; round += 1) {
    for (const { candidate, load, rounds } of all) {
      if (interrupted.aborted) break;
      announce(`round ${round}: ${load.kind} × ${load.concurrency}, ${candidate.title}`);
      rounds.push(await runJob(generator, candidate, load, timeOf(load, options)));
    }
  }
  announce("");
  return all.filter(({ rounds }) => rounds.length > 0);
}

/**
 * Node compiles what runs often while it runs, for seconds and on the same core. A gateway serves for weeks: what is measured is
 * the compiled code, each candidate's after the same time under load.
 */
async function compileHotPaths(generator: PinnedProcess, candidates: Candidate[], warmUpMs: number): Promise<void> {
  for (const candidate of candidates) {
    if (candidate.pid === null) continue;
    announce(`warming up ${candidate.title}`);
    await runJob(generator, candidate, { kind: "whole", concurrency: WARM_UP_CONNECTIONS }, { warmUpMs, measureMs: 1 });
  }
}

function loadsOf(options: BenchOptions): Load[] {
  return [
    ...options.wholeConnections.map((concurrency): Load => ({ kind: "whole", concurrency })),
    ...options.streamCounts.map((concurrency): Load => ({ kind: "stream", concurrency })),
  ];
}

/** A single stream gives one sample in 1.3 s, so it is watched for longer. */
function timeOf(load: Load, { secondsPerRun }: BenchOptions): { warmUpMs: number; measureMs: number } {
  const longer = load.kind === "stream" && load.concurrency === 1 ? 2 : 1;
  return { warmUpMs: WARM_UP_MS, measureMs: secondsPerRun * 1000 * longer };
}

function tellDuration(candidates: Candidate[], loads: Load[], options: BenchOptions): void {
  const oneRoundMs = loads.reduce((sum, load) => {
    const { warmUpMs, measureMs } = timeOf(load, options);
    return sum + warmUpMs + measureMs + (load.kind === "stream" ? 2 * STREAM_MS : 0);
  }, 0);
  const onceMs =
    (Math.max(0, ...options.streamCounts) < ENOUGH_STREAMS ? 0 : MEMORY_MS) +
    (options.wholeConnections.length > 0 ? options.warmUpMs : 0);
  const minutes = (candidates.length * (onceMs + options.rounds * oneRoundMs)) / 60_000;
  console.error(`Measuring for about ${Math.ceil(minutes)} minutes. Ctrl-C prints what was measured until then.`);
}

/**
 * Bytes one more live stream costs each candidate, from fresh processes before any other load has grown their heaps: what they
 * hold with many streams minus what they hold with a few. Empty below 64 streams, where it would only show noise.
 */
async function memoryPerStream(
  generator: PinnedProcess,
  candidates: Candidate[],
  streams: number,
): Promise<Map<Candidate, number | null>> {
  const found = new Map<Candidate, number | null>();
  if (streams < ENOUGH_STREAMS) return found;
  for (const candidate of candidates) {
    announce(`memory of ${candidate.title}`);
    const measure = (concurrency: number) =>
      runJob(generator, candidate, { kind: "stream", concurrency }, { warmUpMs: 1000, measureMs: 2000 });
    const few = (await measure(FEW_STREAMS)).residentBytes;
    const many = (await measure(streams)).residentBytes;
    found.set(candidate, few === null || many === null ? null : (many - few) / (streams - FEW_STREAMS));
  }
  return found;
}

/** One line of progress, overwritten by the next; nothing when nobody watches. */
function announce(line: string): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[K${line}`);
}
