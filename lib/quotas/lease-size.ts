/** A process borrows what it is likely to need this long; a database that hangs shorter than this is not noticed. */
const HORIZON_SECONDS = 5;
/** First guess for a quota nobody used lately: so many calls like this one. */
const FIRST_CALLS = 4;
/** A lease smaller than so many calls saves no round trip worth the room it hides from others. */
const WORTHWHILE_CALLS = 2;
const SMOOTHING = 0.3;

/** Recent use in units per second, after `used` units in the last `seconds`. */
export function smoothRate(rate: number, used: number, seconds: number): number {
  const now = used / seconds;
  // A rise counts at once, so that a burst does not ask call by call; a fall fades.
  return now > rate ? now : rate + (now - rate) * SMOOTHING;
}

/** What to borrow on top of what is already free here; whole units. `need` is what the calls now waiting need together. */
export function wantedLease(use: { rate: number; need: number; free: number }): number {
  const target = Math.max(use.rate * HORIZON_SECONDS, use.need * FIRST_CALLS);
  return Math.max(0, Math.ceil(target - use.free));
}

/** Below this the database lends nothing. */
export function leastLease(largestNeed: number): number {
  return Math.max(1, Math.ceil(largestNeed * WORTHWHILE_CALLS));
}
