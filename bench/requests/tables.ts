import type { Painted } from "./paint";
import type { Question } from "./questions";

export interface Measured {
  question: Question;
  /** Milliseconds, ascending. */
  times: number[];
  items: number;
}

const PAINT_WITHIN_MS = 1_000;

/** One line per question asked of the management API. */
export function answersTable(results: readonly Measured[]): string {
  const lines = results.map(({ question, times, items }) => {
    const [p50, p95, most] = [0.5, 0.95, 1].map((share) => percentile(times, share));
    const verdict = (p95 ?? 0) <= question.withinMs ? "yes" : "**no**";
    return `| ${question.name} | ${items || ""} | ${ms(p50)} | ${ms(p95)} | ${ms(most)} | ${question.withinMs} | ${verdict} |`;
  });
  return `| what is asked | rows | p50 ms | p95 ms | most ms | wanted p95 | reached |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}

/** One line per page: medians, and the worst first paint of a browser that was never there. */
export function paintTable(painted: readonly Painted[]): string {
  const lines = painted.map(({ page, cold, warm, whole }) => {
    const [first, again, all] = [cold, warm, whole].map((times) => percentile(times, 0.5));
    const verdict = (first ?? 0) <= PAINT_WITHIN_MS ? "yes" : "**no**";
    return `| ${page} | ${ms(first)} | ${ms(cold.at(-1))} | ${ms(again)} | ${ms(all)} | ${PAINT_WITHIN_MS} | ${verdict} |`;
  });
  return `| page | first paint, cold ms | worst ms | warm ms | numbers there, cold ms | wanted | reached |
| --- | --- | --- | --- | --- | --- | --- |
${lines.join("\n")}
`;
}

function percentile(ascending: readonly number[], share: number): number | undefined {
  return ascending[Math.ceil(ascending.length * share) - 1];
}

function ms(value: number | undefined): string {
  return (value ?? 0).toFixed(0);
}
