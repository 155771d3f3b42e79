/** A span of time a page shows: a moving one by name, or a fixed one. Instants are RFC 3339 UTC. */
export type TimeRange = { kind: "preset"; preset: string } | { kind: "fixed"; from: string; to: string };

export interface RangePreset {
  value: string;
  label: string;
  /** Length in milliseconds up to now; left out when only the server knows (calendar months). */
  lengthMs?: number;
}

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Presets for lists: all lengths known here. */
export const RECENT_PRESETS: readonly RangePreset[] = [
  { value: "15m", label: "Last 15 minutes", lengthMs: HOUR / 4 },
  { value: "1h", label: "Last hour", lengthMs: HOUR },
  { value: "24h", label: "Last 24 hours", lengthMs: DAY },
  { value: "7d", label: "Last 7 days", lengthMs: 7 * DAY },
  { value: "30d", label: "Last 30 days", lengthMs: 30 * DAY },
];

/** The instants a range means at `now` (epoch ms); a moving range has no end, so new rows are in it. */
export function resolveRange(
  range: TimeRange,
  presets: readonly RangePreset[],
  now: number,
): { from?: string; to?: string } {
  if (range.kind === "fixed") return { from: range.from, to: range.to };
  const length = presets.find((preset) => preset.value === range.preset)?.lengthMs;
  return length === undefined ? {} : { from: new Date(now - length).toISOString() };
}

/** What the URL's three parameters say; `fallback` when they say nothing that can be read. */
export function readRange(
  parameters: { range: string | null; from: string | null; to: string | null },
  presets: readonly RangePreset[],
  fallback: string,
): TimeRange {
  const { range, from, to } = parameters;
  if (from && to && Date.parse(from) < Date.parse(to)) {
    return { kind: "fixed", from: new Date(from).toISOString(), to: new Date(to).toISOString() };
  }
  const known = presets.some((preset) => preset.value === range);
  return { kind: "preset", preset: known && range ? range : fallback };
}
