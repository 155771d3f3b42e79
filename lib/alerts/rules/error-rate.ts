import { compareModels, type ModelComparison } from "@/db/queries/alerts/compare-models";
import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import type { AlertRuleSettings } from "@/lib/admin-api/schemas/alerts";
import { LEVEL_OF, type Rule } from "../rule";

const CRITICAL_SHARE = 0.5;

/** Calls to a model fail far more often than in the seven days before. */
export const errorRate: Rule<"error_rate"> = {
  everySeconds: 60,
  find: async (deps, settings) =>
    (await compareModels(deps.database, deps.organizationId)).flatMap((model) => findingsOf(model, settings)),
};

/** Pure. */
export function findingsOf(
  { model, now, before }: ModelComparison,
  { leastPercent, times, leastCalls }: AlertRuleSettings<"error_rate">,
): AlertFinding[] {
  if (now.calls < leastCalls) return [];
  const share = now.failed / now.calls;
  const usual = before.calls === 0 ? 0 : before.failed / before.calls;
  if (share * 100 < leastPercent || now.failed * before.calls < before.failed * times * now.calls) return [];
  const severity = share >= CRITICAL_SHARE ? "critical" : "warning";
  return [
    {
      subjectKind: "model",
      subjectId: model,
      subjectName: model,
      teamId: null,
      severity,
      level: LEVEL_OF[severity],
      title: `${percent(share)} of calls to ${model} fail`,
      summary: `In this hour and the one before, ${now.failed} of ${now.calls} calls failed; in the seven days before it was ${percent(usual)}.`,
      facts: [
        { label: "Failed", value: `${now.failed} of ${now.calls} (${percent(share)})` },
        { label: "Usual", value: percent(usual) },
      ],
      linkPath: `/requests?model=${encodeURIComponent(model)}&outcome=failed`,
    },
  ];
}

function percent(share: number): string {
  return `${(share * 100).toLocaleString("en-US", { maximumFractionDigits: 1 })}%`;
}
