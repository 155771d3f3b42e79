import type { RankedUsage } from "@/db/queries/usage/rank-usage";
import type { UsageSums } from "@/db/queries/usage/usage-sums";
import type { OutcomeCounts, UsagePoint, UsageTopEntry } from "@/lib/admin-api/schemas/usage";
import { inputTokens, outputTokens } from "@/lib/llm/usage";
import { usdFromMicros } from "@/lib/money";
import { percentilesOf } from "./percentile";

/** Nothing happened. */
export const NO_SUMS: UsageSums = {
  requests: 0,
  ok: 0,
  refused: 0,
  failed: 0,
  aborted: 0,
  unpriced: 0,
  simulated: 0,
  costMicros: 0n,
  usage: {
    uncachedInput: 0,
    cacheRead: 0,
    cacheWrite: 0,
    cacheWriteLong: 0,
    output: 0,
    reasoning: 0,
    audioInput: 0,
    audioOutput: 0,
    image: 0,
  },
  ttftHistogram: [],
  durationHistogram: [],
};

export function showOutcomes(sums: UsageSums): OutcomeCounts {
  const { requests, ok, refused, failed, aborted } = sums;
  return { requests, ok, refused, failed, aborted };
}

/** One bucket of the series. `complete`: no call can be added any more. */
export function showPoint(start: Date, sums: UsageSums, complete: boolean): UsagePoint {
  return {
    start: start.toISOString(),
    costUsd: usdFromMicros(sums.costMicros),
    ...showOutcomes(sums),
    inputTokens: inputTokens(sums.usage),
    outputTokens: outputTokens(sums.usage),
    ttft: percentilesOf(sums.ttftHistogram),
    duration: percentilesOf(sums.durationHistogram),
    complete,
  };
}

/** A share of the whole's spend; of its calls when nothing was spent. */
export function shareOf(
  part: { costMicros: bigint; requests: number },
  whole: { costMicros: bigint; requests: number },
): number {
  if (whole.costMicros > 0n) return Number((part.costMicros * 1_000_000n) / whole.costMicros) / 1_000_000;
  return whole.requests === 0 ? 0 : part.requests / whole.requests;
}

/** A line of a top list. Calls that had no such thing are named for it. */
export function showTop(row: RankedUsage, names: ReadonlyMap<string, string>, whole: UsageSums): UsageTopEntry {
  return {
    id: row.id,
    name: row.id === "" ? "None" : (names.get(row.id) ?? row.id),
    costUsd: usdFromMicros(row.costMicros),
    requests: row.requests,
    tokens: row.tokens,
    share: shareOf(row, whole),
  };
}
