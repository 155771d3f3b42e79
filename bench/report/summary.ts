import type { LoadResult } from "../load/job";
import type { Series } from "../measure-all";
import type { Measurement } from "../run-job";

/** Medians over the rounds of one candidate under one load. Times in milliseconds. */
export interface Row {
  load: { kind: "whole" | "stream"; concurrency: number };
  candidateId: string;
  title: string;
  perSecond: number | null;
  /** Latency of a whole answer, or time to the first token. */
  p50: number;
  p99: number;
  /** The same minus direct's. */
  addedP50: number;
  addedP99: number;
  betweenP50: number | null;
  betweenP99: number | null;
  completionP50: number | null;
  memoryPerStreamBytes: number | null;
  cpuMicrosPerCall: number | null;
  errors: number;
}

export function summarise(all: Series[]): Row[] {
  return all.map((series) => {
    const direct = all.find(
      (other) =>
        other.candidate.id === "direct" &&
        other.load.kind === series.load.kind &&
        other.load.concurrency === series.load.concurrency,
    );
    const own = latencyOf(series);
    const base = direct === undefined ? { p50: Number.NaN, p99: Number.NaN } : latencyOf(direct);
    return {
      load: series.load,
      candidateId: series.candidate.id,
      title: series.candidate.title,
      ...own,
      addedP50: own.p50 - base.p50,
      addedP99: own.p99 - base.p99,
      perSecond: over(series, ({ load }) => load.perSecond),
      betweenP50: over(series, ({ load }) => (load.kind === "stream" ? load.betweenTokens.p50 : null)),
      betweenP99: over(series, ({ load }) => (load.kind === "stream" ? load.betweenTokens.p99 : null)),
      completionP50: over(series, ({ load }) => (load.kind === "stream" ? load.completion.p50 : null)),
      memoryPerStreamBytes: series.memoryPerStreamBytes,
      cpuMicrosPerCall: over(series, (measurement) => measurement.cpuMicrosPerCall),
      errors: series.rounds.reduce((sum, { load }) => sum + load.errors, 0),
    };
  });
}

export function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function over(series: Series, read: (measurement: Measurement) => number | null): number | null {
  const values = series.rounds.map(read).filter((value) => value !== null);
  return values.length === 0 ? null : median(values);
}

function latencyOf(series: Series): { p50: number; p99: number } {
  const of = (load: LoadResult) => (load.kind === "whole" ? load.latency : load.firstToken);
  return {
    p50: median(series.rounds.map(({ load }) => of(load).p50)),
    p99: median(series.rounds.map(({ load }) => of(load).p99)),
  };
}
