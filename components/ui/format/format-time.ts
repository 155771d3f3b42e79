const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const UNITS: readonly [limit: number, size: number, one: string, many: string][] = [
  [HOUR, MINUTE, "min", "min"],
  [DAY, HOUR, "hour", "hours"],
  [45 * DAY, DAY, "day", "days"],
  [540 * DAY, 30.44 * DAY, "month", "months"],
  [Number.POSITIVE_INFINITY, 365.25 * DAY, "year", "years"],
];

/** How far apart two points in time are: `3 min`, `9 days`; under a minute in seconds. */
export function formatSpan(ms: number): string {
  const size = Math.abs(ms);
  if (size < MINUTE) return `${Math.max(1, Math.round(size / 1000))} s`;
  const unit = UNITS.find(([limit, width]) => size < limit - width / 2) ?? UNITS[UNITS.length - 1];
  if (!unit) return "";
  const count = Math.max(1, Math.round(size / unit[1]));
  return `${count} ${count === 1 ? unit[2] : unit[3]}`;
}

/** A page's clock moves every ten seconds, so what has just happened may lie ahead of it. */
const CLOCK_SLACK_MS = 15_000;

/** `iso` seen from `now` (epoch ms): `just now`, `3 min ago`, `in 9 days`. */
export function formatRelative(iso: string, now: number): string {
  const distance = Date.parse(iso) - now;
  if (distance > -5_000 && distance < CLOCK_SLACK_MS) return "just now";
  return distance < 0 ? `${formatSpan(distance)} ago` : `in ${formatSpan(distance)}`;
}

/** Date and time in a zone (the viewer's when left out): `Nov 20, 2026, 14:03:07`. */
export function formatDateTime(iso: string, timeZone?: string): string {
  return new Intl.DateTimeFormat("en-US", {
    dateStyle: "medium",
    timeStyle: "medium",
    hourCycle: "h23",
    ...(timeZone ? { timeZone } : {}),
  }).format(new Date(iso));
}

/** From and to in the viewer's zone, what both share said once: `Nov 20, 14:00 – 16:00`. */
export function formatSpanOf(from: string, to: string): string {
  const format = new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  });
  return format.formatRange(new Date(from), new Date(to));
}

/** As short as a chart's axis needs: `14:00` for hours, `Nov 20` for days and weeks, `Nov 2026` for months. */
export function formatBucket(iso: string, bucket: Bucket, timeZone?: string): string {
  const zone = timeZone ? { timeZone } : {};
  return new Intl.DateTimeFormat("en-US", { ...SHORT[bucket], ...zone }).format(new Date(iso));
}

type Bucket = "hour" | "day" | "week" | "month";

const SHORT: Record<Bucket, Intl.DateTimeFormatOptions> = {
  hour: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
  day: { month: "short", day: "numeric" },
  week: { month: "short", day: "numeric" },
  month: { month: "short", year: "numeric" },
};

/** A bucket in full, for tooltips and tables: `Nov 20, 14:00–15:00` or `Fri, Nov 20`. */
export function formatBucketLong(iso: string, bucket: Bucket, timeZone?: string): string {
  if (bucket === "month") return formatBucket(iso, bucket, timeZone);
  if (bucket === "week") return `Week of ${formatBucket(iso, bucket, timeZone)}`;
  const zone = timeZone ? { timeZone } : {};
  const start = new Date(iso);
  const day = new Intl.DateTimeFormat("en-US", {
    month: "short",
    day: "numeric",
    ...(bucket === "day" ? { weekday: "short" } : {}),
    ...zone,
  }).format(start);
  if (bucket === "day") return day;
  const end = new Date(start.getTime() + HOUR).toISOString();
  return `${day}, ${formatBucket(iso, "hour", timeZone)}–${formatBucket(end, "hour", timeZone)}`;
}
