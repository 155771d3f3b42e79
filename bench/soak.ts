import type { Candidate } from "./candidates/candidate";
import { residentBytes } from "./process/meters";
import type { PinnedProcess } from "./process/spawn-pinned";
import { runJob } from "./run-job";

const STEPS = 10;
const REST_MS = 10_000;

/** Memory of one candidate while it holds streams, a tenth of the soak per line. */
export interface Soak {
  title: string;
  streams: number;
  restingBytes: number;
  /** Median of each tenth. */
  stepBytes: number[];
  errors: number;
}

/** Holds `streams` streams for `soakMs`; each slot starts the next stream when one ends, so thousands pass. */
export async function soak(
  generator: PinnedProcess,
  candidate: Candidate,
  { soakMs, streams }: { soakMs: number; streams: number },
): Promise<Soak | null> {
  if (candidate.pid === null) return null;
  await runJob(generator, candidate, { kind: "stream", concurrency: 8 }, { warmUpMs: 0, measureMs: 1000 });
  await new Promise((resolve) => setTimeout(resolve, REST_MS));
  const restingBytes = residentBytes(candidate.pid) ?? 0;
  const load = { kind: "stream", concurrency: streams } as const;
  const stepBytes: number[] = [];
  let errors = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const measured = await runJob(generator, candidate, load, { warmUpMs: 0, measureMs: soakMs / STEPS });
    stepBytes.push(measured.residentBytes ?? 0);
    errors += measured.load.errors;
  }
  return { title: candidate.title, streams, restingBytes, stepBytes, errors };
}

/** Flat means: the last third holds no more than a tenth above the second. */
export function isFlat({ stepBytes }: Soak): boolean {
  const middle = Math.max(...stepBytes.slice(3, 6));
  return Math.max(...stepBytes.slice(7)) <= middle * 1.1;
}

export function renderSoak(result: Soak): string {
  const megabytes = result.stepBytes.map((bytes) => (bytes / 1e6).toFixed(0)).join(", ");
  const last = result.stepBytes.at(-1) ?? 0;
  const perStream = (last - result.restingBytes) / result.streams / 1000;
  return [
    `${result.title}: ${result.streams} streams held, ${(result.restingBytes / 1e6).toFixed(0)} MB at rest, then by tenths ${megabytes} MB`,
    `  ${perStream.toFixed(0)} kB per live stream at the end, ${isFlat(result) ? "flat" : "NOT flat"}, ${result.errors} errors`,
  ].join("\n");
}
