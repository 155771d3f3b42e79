/** Slot n holds answers of at most 2^(n/2) tokens; the last one holds everything above a million. */
export const NEED_SLOTS = 41;
/** Fewer answers than these say nothing yet. */
export const ENOUGH_ANSWERS = 50;
/** Beyond this many answers all counts are halved, so that what a key needed long ago fades. */
export const FADE_ABOVE = 1_000;
const PERCENTILE = 0.95;
/** On top of the p95, whose slot is up to 41 % wide. */
const SAFETY = 1.5;

/** The slot of an answer of that many tokens. */
export function slotOf(outputTokens: number): number {
  if (outputTokens <= 1) return 0;
  // A hair less, so that powers of two stay in the slot they bound.
  return Math.min(NEED_SLOTS - 1, Math.ceil(2 * Math.log2(outputTokens) - 1e-9));
}

/** Output tokens to foresee for one answer: the upper end of the p95's slot and half as much again; null with too few answers. */
export function foreseen(counts: readonly number[]): number | null {
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total < ENOUGH_ANSWERS) return null;
  let below = 0;
  for (let slot = 0; slot < counts.length; slot++) {
    below += counts[slot] ?? 0;
    if (below >= total * PERCENTILE) return Math.ceil(2 ** (slot / 2) * SAFETY);
  }
  return null;
}
