interface Span {
  receivedAt: number;
  finishedAt: number | null;
  abortedAt: number | null;
}

/** How many spans overlapped at most; one that never ended lasts for ever. */
export function mostAtOnce(spans: readonly Span[]): number {
  const changes = spans.flatMap(({ receivedAt, finishedAt, abortedAt }) => [
    { at: receivedAt, by: 1 },
    { at: finishedAt ?? abortedAt ?? Number.POSITIVE_INFINITY, by: -1 },
  ]);
  // Of two at the same instant the end comes first: the slot was given back before it was taken again.
  changes.sort((a, b) => a.at - b.at || a.by - b.by);
  let now = 0;
  let most = 0;
  for (const { by } of changes) {
    now += by;
    most = Math.max(most, now);
  }
  return most;
}
