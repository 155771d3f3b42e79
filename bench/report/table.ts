import type { Row } from "./summary";

const COLUMNS: { title: string; cell: (row: Row) => string }[] = [
  {
    title: "load",
    cell: ({ load }) => (load.kind === "whole" ? `${load.concurrency} conn` : `${load.concurrency} streams`),
  },
  { title: "through", cell: ({ title }) => title },
  { title: "calls/s", cell: ({ perSecond }) => (perSecond === null ? "" : perSecond.toFixed(0)) },
  { title: "p50 / TTFT p50", cell: ({ p50 }) => ms(p50) },
  { title: "p99", cell: ({ p99 }) => ms(p99) },
  { title: "added p50", cell: (row) => (row.candidateId === "direct" ? "" : ms(row.addedP50)) },
  { title: "added p99", cell: (row) => (row.candidateId === "direct" ? "" : ms(row.addedP99)) },
  { title: "between tokens p50", cell: ({ betweenP50 }) => ms(betweenP50) },
  { title: "p99", cell: ({ betweenP99 }) => ms(betweenP99) },
  { title: "whole stream p50", cell: ({ completionP50 }) => ms(completionP50) },
  {
    title: "memory/stream",
    cell: ({ memoryPerStreamBytes: bytes }) => (bytes === null ? "" : `${(bytes / 1000).toFixed(0)} kB`),
  },
  { title: "CPU/call", cell: cpuTime },
  { title: "errors", cell: ({ errors }) => (errors === 0 ? "" : String(errors)) },
];

function ms(value: number | null): string {
  if (value === null || Number.isNaN(value)) return "";
  return `${Math.abs(value) < 10 ? value.toFixed(2) : value.toFixed(1)} ms`;
}

/** The meter ticks every 10 ms, so a handful of streams says nothing. */
function cpuTime({ cpuMicrosPerCall: micros, load }: Row): string {
  if (micros === null || (load.kind === "stream" && load.concurrency < 32)) return "";
  return `${micros.toFixed(0)} µs`;
}

/** The one table, as Markdown that is also readable in a terminal. */
export function renderTable(rows: Row[]): string {
  const cells = [COLUMNS.map(({ title }) => title), ...rows.map((row) => COLUMNS.map(({ cell }) => cell(row)))];
  const widths = COLUMNS.map((_, column) => Math.max(...cells.map((line) => line[column]?.length ?? 0)));
  const line = (texts: string[]) => `| ${texts.map((text, column) => text.padEnd(widths[column] ?? 0)).join(" | ")} |`;
  const [head = [], ...body] = cells;
  return [line(head), line(widths.map((width) => "-".repeat(width))), ...body.map(line)].join("\n");
}
