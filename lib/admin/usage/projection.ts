const DAY_MS = 86_400_000;
/** Less than this says nothing about the rest, unless the whole span is short. */
const SHORTEST_EVIDENCE_MS = DAY_MS;
const SHORTEST_SHARE = 0.05;

/** Where `spent` ends at `end` at the pace so far; null when the span is over or too young to judge by. */
export function projectToEnd(spent: bigint, span: { start: Date; now: Date; end: Date }): bigint | null {
  const wholeMs = span.end.getTime() - span.start.getTime();
  const elapsedMs = span.now.getTime() - span.start.getTime();
  if (elapsedMs >= wholeMs) return null;
  if (elapsedMs < Math.min(SHORTEST_EVIDENCE_MS, wholeMs * SHORTEST_SHARE)) return null;
  return (spent * BigInt(wholeMs)) / BigInt(elapsedMs);
}
