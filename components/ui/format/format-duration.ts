/** Milliseconds to read: `<1 ms`, `231 ms`, `1.24 s`, `2 min 5 s`. Null is `—`: nothing was measured. */
export function formatDuration(ms: number | null): string {
  if (ms === null) return "—";
  if (ms <= 0) return "0 ms";
  if (ms < 1) return "<1 ms";
  if (ms < 999.5) return `${Math.round(ms)} ms`;
  if (ms < 59_950) return `${(ms / 1000).toFixed(ms < 9_995 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  return seconds % 60 === 0 ? `${minutes} min` : `${minutes} min ${seconds % 60} s`;
}

/** As short as an axis needs: `0`, `500 ms`, `2.5 s`, `3 min`. */
export function axisDuration(ms: number): string {
  if (ms <= 0) return "0";
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return ms < 60_000 ? `${Number((ms / 1000).toFixed(1))} s` : `${Number((ms / 60_000).toFixed(1))} min`;
}
