import { compareModels, type ModelComparison } from "@/db/queries/alerts/compare-models";
import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import { percentileOf } from "@/lib/admin/usage/percentile";
import type { AlertRuleSettings } from "@/lib/admin-api/schemas/alerts";
import { LEVEL_OF, type Rule } from "../rule";

const P95 = 0.95;
const MEASURES = [
  ["ttft", "the first token"],
  ["duration", "the whole answer"],
] as const;

/** Answers of a model take far longer than in the seven days before: to the first token, or in whole. */
export const latency: Rule<"latency"> = {
  everySeconds: 60,
  find: async (deps, settings) =>
    (await compareModels(deps.database, deps.organizationId)).flatMap((model) => findingsOf(model, settings)),
};

/** Pure. */
export function findingsOf(
  { model, now, before }: ModelComparison,
  { times, leastMs, leastCalls }: AlertRuleSettings<"latency">,
): AlertFinding[] {
  const slow = MEASURES.flatMap(([measure, what]) => {
    if (countOf(now[measure]) < leastCalls || countOf(before[measure]) < leastCalls) return [];
    const is = percentileOf(now[measure], P95) ?? 0;
    const was = percentileOf(before[measure], P95) ?? 0;
    return is >= was * times && is - was >= leastMs ? [{ what, is, was }] : [];
  });
  const [worst] = slow;
  if (worst === undefined) return [];
  return [
    {
      subjectKind: "model",
      subjectId: model,
      subjectName: model,
      teamId: null,
      severity: "warning",
      level: LEVEL_OF.warning,
      title: `${model} answers slowly`,
      summary: `The slowest twentieth waits ${seconds(worst.is)} or more for ${worst.what}; in the seven days before it was ${seconds(worst.was)}.`,
      facts: slow.map(({ what, is, was }) => ({
        label: `p95 to ${what}`,
        value: `${seconds(is)}, was ${seconds(was)}`,
      })),
      linkPath: `/requests?model=${encodeURIComponent(model)}`,
    },
  ];
}

function countOf(histogram: readonly number[]): number {
  return histogram.reduce((sum, calls) => sum + calls, 0);
}

function seconds(ms: number): string {
  return ms < 1000 ? `${ms} ms` : `${(ms / 1000).toLocaleString("en-US", { maximumFractionDigits: 1 })} s`;
}
