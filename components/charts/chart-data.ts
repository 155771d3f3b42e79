import { formatBucket, formatBucketLong } from "../ui/format/format-time";

/** One line, area or stack of a chart. */
export interface ChartSeries {
  key: string;
  label: string;
  /** Left out: a stable one from the palette by its key. */
  colour?: string;
}

/** One bucket of time. A series without a value there is missing or null: nothing was measured. */
export interface ChartPoint {
  /** RFC 3339. */
  start: string;
  /** False while it still fills. */
  complete: boolean;
  values: Readonly<Record<string, number | null>>;
}

/** What the buckets are and in whose days they are counted. */
export interface ChartTime {
  bucket: "hour" | "day" | "week" | "month";
  timeZone: string;
}

/** How amounts read in full and on the axis. */
export interface ChartUnit {
  format: (value: number) => string;
  formatAxis: (value: number) => string;
  /** There is no half of it, so the axis has none. */
  whole?: boolean;
}

/** Short words for the axis. */
export function axisLabel(start: string, time: ChartTime): string {
  return formatBucket(start, time.bucket, time.timeZone);
}

/** Full words for tooltips and tables. */
export function bucketLabel(start: string, time: ChartTime): string {
  return formatBucketLong(start, time.bucket, time.timeZone);
}

/** A point's value of one series; nothing measured counts as nothing in sums. */
export function amountOf(point: ChartPoint | undefined, key: string): number {
  return point?.values[key] ?? 0;
}

/** All series of a point together. */
export function totalOf(point: ChartPoint | undefined, series: readonly ChartSeries[]): number {
  return series.reduce((sum, one) => sum + amountOf(point, one.key), 0);
}
