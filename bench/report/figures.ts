import type { Row } from "./summary";

/** One figure to reach, as a ratio inside one run. */
export interface Figure {
  sentence: string;
  value: number | null;
  passes: boolean | null;
}

type Find = (kind: "whole" | "stream", concurrency: number, candidateId: string) => Row | undefined;

const UNDER_TEST = "l3";
/** The meter of CPU time ticks every 10 ms: fewer streams say nothing. */
const LEAST_STREAMS = 32;

/** The figures the project set itself, read from the rows. Null where the run has no such row. */
export function figures(rows: Row[]): Figure[] {
  const find: Find = (kind, concurrency, candidateId) =>
    rows.find(
      (row) => row.load.kind === kind && row.load.concurrency === concurrency && row.candidateId === candidateId,
    );
  const busiest = Math.max(0, ...rows.filter((row) => row.load.kind === "stream").map((row) => row.load.concurrency));
  return [
    ...throughput(rows, find),
    atMost(
      `added p50 at one connection ≤ 2 × the bare floor's`,
      ratio(find("whole", 1, UNDER_TEST)?.addedP50, find("whole", 1, "bare")?.addedP50),
      2,
    ),
    atMost(
      `TTFT p50 at ${busiest} streams ≤ 1.3 × the bare floor's`,
      ratio(find("stream", busiest, UNDER_TEST)?.p50, find("stream", busiest, "bare")?.p50),
      1.3,
    ),
    ...lanes(rows),
    atMost(
      `kB of memory per live stream at ${busiest} streams ≤ 150`,
      kilobytes(find("stream", busiest, UNDER_TEST)?.memoryPerStreamBytes),
      150,
    ),
  ];
}

function throughput(rows: Row[], find: Find): Figure[] {
  const levels = rows.filter(
    (row) => row.load.kind === "whole" && row.candidateId === UNDER_TEST && row.load.concurrency > 1,
  );
  return levels.flatMap(({ load: { concurrency }, perSecond }) => [
    atLeast(
      `throughput at ${concurrency} connections ≥ 0.45 × the bare floor's`,
      ratio(perSecond, find("whole", concurrency, "bare")?.perSecond),
      0.45,
    ),
    atLeast(
      `throughput at ${concurrency} connections ≥ 4 × Portkey's`,
      ratio(perSecond, find("whole", concurrency, "portkey")?.perSecond),
      4,
    ),
  ]);
}

/** Streams a core can carry, by what each costs it: paced streams tell nothing by the wall clock, and other work disturbs it. */
function lanes(rows: Row[]): Figure[] {
  const translated = rows.filter((row) => row.candidateId === "translate" && row.load.kind === "stream");
  return translated
    .filter(({ load }) => load.concurrency >= LEAST_STREAMS)
    .map(({ load: { concurrency }, cpuMicrosPerCall }) => {
      const relayed = rows.find(
        (row) => row.candidateId === UNDER_TEST && row.load.kind === "stream" && row.load.concurrency === concurrency,
      );
      return atLeast(
        `streams per second of CPU through the translate lane at ${concurrency} streams ≥ 0.6 × the relay lane's`,
        ratio(relayed?.cpuMicrosPerCall, cpuMicrosPerCall),
        0.6,
      );
    });
}

function ratio(over: number | null | undefined, under: number | null | undefined): number | null {
  if (over === null || over === undefined || under === null || under === undefined) return null;
  return over / under;
}

function kilobytes(bytes: number | null | undefined): number | null {
  return bytes === null || bytes === undefined ? null : bytes / 1000;
}

function atMost(sentence: string, value: number | null, bound: number): Figure {
  return { sentence, value, passes: value === null ? null : value <= bound };
}

function atLeast(sentence: string, value: number | null, bound: number): Figure {
  return { sentence, value, passes: value === null ? null : value >= bound };
}

/** CPU per call against the floors: no figure to reach, but the comparison that other work on the machine disturbs least. */
export function cpuRatios(rows: Row[]): string[] {
  const under = rows.filter((row) => row.candidateId === UNDER_TEST && row.cpuMicrosPerCall !== null);
  return under.flatMap(({ load, cpuMicrosPerCall }) =>
    ["bare", "portkey"].flatMap((floor) => {
      const other = rows.find(
        (row) => row.candidateId === floor && row.load.kind === load.kind && row.load.concurrency === load.concurrency,
      );
      const value = ratio(cpuMicrosPerCall, other?.cpuMicrosPerCall);
      const isMeasured = value !== null && (load.kind === "whole" || load.concurrency >= 32);
      const what = load.kind === "whole" ? "connections" : "streams";
      return isMeasured ? [`- CPU per call at ${load.concurrency} ${what}: ${value.toFixed(2)} × ${other?.title}`] : [];
    }),
  );
}

export function renderFigure({ sentence, value, passes }: Figure): string {
  if (value === null) return `- not measured: ${sentence}`;
  return `- ${passes ? "**reached**" : "**falls short**"}: ${sentence} (${value.toFixed(2)})`;
}
