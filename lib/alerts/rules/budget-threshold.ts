import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import type { NoticeSeverity } from "@/db/schema";
import type { Rule } from "../rule";
import { listWatchedQuotas, type WatchedQuota } from "./list-watched-quotas";
import { amountInWords, momentInWords, quotaInWords } from "./quota-words";

const WHOLE_PERCENT = 100;
const WARNING_PERCENT = 75;

/** A quota has passed one of its marks (set on each quota; 80 % and 100 % if nobody does). One alert per quota, at its highest mark. */
export const budgetThreshold: Rule<"budget_threshold"> = {
  everySeconds: 30,
  find: async (deps) => (await listWatchedQuotas(deps)).flatMap(findingsOf),
};

/** Pure. */
export function findingsOf({ quota, standing }: WatchedQuota): AlertFinding[] {
  const { used, limit } = standing;
  if (limit <= 0n) return [];
  const passed = quota.alertPercents.filter((percent) => used * 100n >= limit * BigInt(percent));
  const mark = passed.at(-1);
  if (mark === undefined) return [];
  const percent = Number((used * 100n) / limit);
  const resets = standing.resetsAt === null ? "never" : momentInWords(new Date(standing.resetsAt), quota.timeZone);
  const consequence = quota.hard
    ? "calls are refused until it resets or is raised."
    : "nothing is refused: the limit is soft.";
  return [
    {
      subjectKind: "quota",
      subjectId: quota.id,
      subjectName: quotaInWords(quota),
      teamId: quota.teamId,
      severity: severityOf(mark),
      level: mark,
      title: `${quotaInWords(quota)} is ${mark >= WHOLE_PERCENT ? "used up" : `at ${percent}%`}`,
      summary: `${amountInWords(used, quota.unit)} of ${amountInWords(limit, quota.unit)} ${used >= limit ? `is used; ${consequence}` : "is used."}`,
      facts: [
        { label: "Used", value: `${amountInWords(used, quota.unit)} (${percent}%)` },
        { label: "Limit", value: amountInWords(limit, quota.unit) },
        { label: "Mark", value: `${mark}%` },
        { label: "Resets", value: resets },
      ],
      linkPath: `/limits/${quota.id}`,
    },
  ];
}

function severityOf(mark: number): NoticeSeverity {
  if (mark >= WHOLE_PERCENT) return "critical";
  return mark >= WARNING_PERCENT ? "warning" : "info";
}
