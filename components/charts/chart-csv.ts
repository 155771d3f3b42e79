import type { ChartPoint, ChartSeries } from "./chart-data";

/** A cell that a spreadsheet neither splits nor runs: quoted when needed, a leading `= + - @` made text (OWASP, CSV injection). */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The chart as RFC 4180 CSV: one row per bucket, one column per series, numbers unrounded, empty where nothing was measured. */
export function chartCsv(series: readonly ChartSeries[], points: readonly ChartPoint[]): string {
  const head = ["start", "complete", ...series.map((one) => one.label)];
  const rows = points.map((point) => [
    point.start,
    String(point.complete),
    ...series.map((one) => {
      const value = point.values[one.key];
      return value === null || value === undefined ? "" : String(value);
    }),
  ]);
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n");
}

/** Hands a file to the browser's downloads without asking a server. */
export function download(name: string, text: string, type = "text/csv;charset=utf-8"): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
