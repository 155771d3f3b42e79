import { microsFromUsd } from "@/lib/money";
import type { Baseline } from "./control";
import type { ProofColumn } from "./document/proof-document";
import type { PlannedCell } from "./matrix";
import { openCell, type ProofBench } from "./open-cell";

/** What a good call costs, by route and column. */
export type Baselines = (routeName: string, column: ProofColumn) => Baseline | null;

/** Makes one good call through every metered route and column; limits of the controls are multiples of what it cost. */
export async function measureBaselines(
  bench: ProofBench,
  planned: readonly PlannedCell[],
  signal: AbortSignal,
): Promise<Baselines> {
  const found = new Map<string, Baseline>();
  for (const { route, column, sample } of planned) {
    const place = `${route.name} ${column}`;
    if (route.meter === "free" || found.has(place)) continue;
    const cell = openCell(bench, { route, column, sample, baseline: null, signal });
    const met = await cell.call();
    const record = await cell.recordOf(met.requestId);
    const costMicros = microsFromUsd(record?.costUsd ?? "") ?? 0n;
    found.set(place, { costMicros, tokens: (record?.inputTokens ?? 0) + (record?.outputTokens ?? 0) });
  }
  return (routeName, column) => found.get(`${routeName} ${column}`) ?? null;
}
