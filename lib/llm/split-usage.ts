import type { TokenUsage } from "./usage";

/** Upstream totals that overlap, as most dialects report them. Parts that are unknown are 0. */
export interface InclusiveTotals {
  /** Every token sent: includes cache reads, cache writes, audio and images. */
  input: number;
  /** Every token made: includes reasoning and audio. */
  output: number;
  cacheRead?: number | undefined;
  cacheWrite?: number | undefined;
  /** Those of `cacheWrite` that are kept longer than usual. */
  cacheWriteLong?: number | undefined;
  audioInput?: number | undefined;
  image?: number | undefined;
  reasoning?: number | undefined;
  audioOutput?: number | undefined;
}

/**
 * Takes overlapping totals apart into disjoint classes whose sums are exactly the totals. A part that is larger than what is left
 * of its total is cut to it, so a contradictory report can never bill more tokens than the upstream said in all.
 */
export function splitUsage(totals: InclusiveTotals): TokenUsage {
  const cacheRead = Math.min(totals.cacheRead ?? 0, totals.input);
  const cacheWrite = Math.min(totals.cacheWrite ?? 0, totals.input - cacheRead);
  const cacheWriteLong = Math.min(totals.cacheWriteLong ?? 0, cacheWrite);
  const audioInput = Math.min(totals.audioInput ?? 0, totals.input - cacheRead - cacheWrite);
  const image = Math.min(totals.image ?? 0, totals.input - cacheRead - cacheWrite - audioInput);
  const audioOutput = Math.min(totals.audioOutput ?? 0, totals.output);
  const reasoning = Math.min(totals.reasoning ?? 0, totals.output - audioOutput);
  return {
    uncachedInput: totals.input - cacheRead - cacheWrite - audioInput - image,
    cacheRead,
    cacheWrite: cacheWrite - cacheWriteLong,
    cacheWriteLong,
    output: totals.output - audioOutput - reasoning,
    reasoning,
    audioInput,
    audioOutput,
    image,
  };
}
