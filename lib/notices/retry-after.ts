const FIRST_SECONDS = 5;
const GROWTH = 3;
const LONGEST_SECONDS = 6 * 3600;
/** With the waits below, somewhat more than a day. */
const TRIES = 12;

/**
 * How long to wait after the try `attempts`, in seconds; null: it was the last. Three times as long each time, six hours at most, and up
 * to a quarter of it more by chance, so that what failed together does not come back together. `chance` is from 0 to 1.
 */
export function retryAfter(attempts: number, chance: number): number | null {
  if (attempts >= TRIES) return null;
  const seconds = Math.min(FIRST_SECONDS * GROWTH ** (attempts - 1), LONGEST_SECONDS);
  return seconds * (1 + chance / 4);
}
