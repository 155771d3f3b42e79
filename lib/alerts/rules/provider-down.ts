import { listProviderAttempts, type ProviderAttempts } from "@/db/queries/alerts/provider-attempts";
import type { AlertFinding } from "@/db/queries/alerts/write-alert";
import type { AlertRuleSettings } from "@/lib/admin-api/schemas/alerts";
import { LEVEL_OF, type Rule } from "../rule";

/** Nearly every attempt at a provider fails, though its calls may be answered by another one. */
export const providerDown: Rule<"provider_down"> = {
  everySeconds: 30,
  async find(deps, settings) {
    const providers = await listProviderAttempts(deps.database, deps.organizationId, settings.minutes);
    return providers.flatMap((provider) => findingsOf(provider, settings, deps.current.has(provider.providerId)));
  },
};

/** Once it is known to be down, it is until an attempt gets through, or nobody has tried for half an hour. Pure. */
export function findingsOf(
  { providerId, name, ok, failed, okAt, failedAt }: ProviderAttempts,
  { minutes, leastAttempts, failedPercent }: AlertRuleSettings<"provider_down">,
  isKnown: boolean,
): AlertFinding[] {
  const tried = ok + failed;
  const isDown = tried >= leastAttempts && failed * 100 >= tried * failedPercent;
  const isStillDown = isKnown && failedAt !== null && (okAt === null || okAt < failedAt);
  if (!isDown && !isStillDown) return [];
  return [
    {
      subjectKind: "provider",
      subjectId: providerId,
      subjectName: name,
      teamId: null,
      severity: "critical",
      level: LEVEL_OF.critical,
      title: `${name} does not answer`,
      summary: isDown
        ? `${failed} of ${tried} attempts of the last ${minutes} minutes failed. Calls with another deployment go there.`
        : "No attempt has got through since. Calls with another deployment go there.",
      facts: [
        { label: "Failed", value: `${failed} of ${tried} attempts` },
        { label: "Last answer", value: okAt === null ? "more than 30 minutes ago" : okAt.toISOString() },
      ],
      linkPath: `/providers/${providerId}`,
    },
  ];
}
