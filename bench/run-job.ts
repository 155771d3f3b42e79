import type { Candidate } from "./candidates/candidate";
import type { LoadJob, LoadResult } from "./load/job";
import { cpuMicros, residentBytes } from "./process/meters";
import { nextMessage, type PinnedProcess } from "./process/spawn-pinned";

/** One measurement of one candidate. */
export interface Measurement {
  load: LoadResult;
  /** CPU time of the candidate per call; null for direct or without /proc. */
  cpuMicrosPerCall: number | null;
  /** Median resident memory of the candidate while it ran. */
  residentBytes: number | null;
}

export interface Load {
  kind: "whole" | "stream";
  concurrency: number;
}

const SAMPLE_EVERY_MS = 200;

/** Runs one load against one candidate and reads its meters meanwhile. */
export async function runJob(
  generator: PinnedProcess,
  candidate: Candidate,
  load: Load,
  time: { warmUpMs: number; measureMs: number },
): Promise<Measurement> {
  const { port, path, headers, model, pid } = candidate;
  const job: LoadJob = { ...load, ...time, port, path, headers, model };
  const cpuBefore = pid === null ? null : cpuMicros(pid);
  const memory: number[] = [];
  const sampler = setInterval(() => {
    const bytes = pid === null ? null : residentBytes(pid);
    if (bytes !== null) memory.push(bytes);
  }, SAMPLE_EVERY_MS);
  const answer = nextMessage<{ result: LoadResult } | { error: string }>(generator.child);
  generator.child.send(job);
  const reply = await answer.finally(() => clearInterval(sampler));
  if ("error" in reply) throw new Error(`${candidate.title}: ${reply.error}`);
  const cpuAfter = pid === null ? null : cpuMicros(pid);
  return {
    load: reply.result,
    cpuMicrosPerCall:
      cpuBefore === null || cpuAfter === null ? null : (cpuAfter - cpuBefore) / Math.max(1, reply.result.served),
    residentBytes: memory.sort((a, b) => a - b)[Math.floor(memory.length / 2)] ?? null,
  };
}
