/** Something that counted against a rolling limit, at a moment of ms. */
export interface Counted {
  at: number;
  amount: number;
}

/**
 * The most and the least that any window of `lengthMs` between `from` and `to` holds. A window can only be extreme where one of its
 * ends is an event, so those are looked at.
 */
export function extremes(
  counted: readonly Counted[],
  span: { from: number; to: number; lengthMs: number },
): { most: number; least: number } {
  const sorted = counted.toSorted((a, b) => a.at - b.at);
  const sumBetween = (from: number, to: number) =>
    sorted.reduce((sum, { at, amount }) => (at >= from && at < to ? sum + amount : sum), 0);
  const latest = span.to - span.lengthMs;
  // Just after an event leaves on the left a window is emptiest; one that begins with an event is fullest.
  const emptiest = [span.from, ...sorted.map(({ at }) => at + 0.001), latest];
  const within = (start: number) => start >= span.from && start <= latest;
  const least = Math.min(...emptiest.filter(within).map((start) => sumBetween(start, start + span.lengthMs)));
  const most = Math.max(0, ...sorted.map(({ at }) => sumBetween(at, at + span.lengthMs)));
  return { most, least };
}
