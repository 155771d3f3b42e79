import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import { forecastQuota, hasOutlook, type QuotaOutlook } from "@/lib/quotas/forecast-quota";
import { LEVEL_OF, type Rule } from "../rule";
import { listWatchedQuotas, type WatchedQuota } from "./list-watched-quotas";
import { amountInWords, momentInWords, quotaInWords } from "./quota-words";

/** A window of a week or more will most likely end over its limit, by the forecast that its page shows too. */
export const projectedBreach: Rule<"projected_breach"> = {
  everySeconds: 600,
  async find(deps, { leastUsedPercent }) {
    const findings: AlertFinding[] = [];
    for (const watched of await listWatchedQuotas(deps)) {
      const { quota, standing } = watched;
      const { used, limit } = standing;
      const isDue = used < limit && used * 100n >= limit * BigInt(leastUsedPercent);
      if (!isDue || quota.window === "day" || quota.window === "lifetime" || !hasOutlook(quota)) continue;
      findings.push(...findingsOf(watched, await forecastQuota(deps.database.sql, quota, standing)));
    }
    return findings;
  },
};

/** Nothing unless the limit is reached by the expected line, and the forecast is worth believing. Pure. */
export function findingsOf({ quota, standing }: WatchedQuota, outlook: QuotaOutlook | null): AlertFinding[] {
  const forecast = outlook?.forecast ?? null;
  if (forecast === null || forecast.reaches.expected === null || forecast.confidence === "low") return [];
  const on = momentInWords(forecast.reaches.expected, quota.timeZone);
  const end = amountInWords(BigInt(Math.round(forecast.end.expected)), quota.unit);
  return [
    {
      subjectKind: "quota",
      subjectId: quota.id,
      subjectName: quotaInWords(quota),
      teamId: quota.teamId,
      severity: "warning",
      level: LEVEL_OF.warning,
      title: `${quotaInWords(quota)} will not last`,
      summary: `At this pace ${amountInWords(standing.limit, quota.unit)} is used up on ${on}, and the window ends at ${end}.`,
      facts: [
        { label: "Used", value: amountInWords(standing.used, quota.unit) },
        { label: "Limit", value: amountInWords(standing.limit, quota.unit) },
        { label: "Used up", value: on },
        { label: "Projected end", value: end },
        { label: "Confidence", value: forecast.confidence },
      ],
      linkPath: `/limits/${quota.id}`,
    },
  ];
}
