import type { RequestQuota } from "@/lib/admin-api/client/requests";
import { quotaName } from "../quotas/quota-words";
import { SCOPES } from "../quotas/scope-words";
import type { Tone } from "../ui/badge";
import type { QuotaStanding } from "../ui/quota-standing";

/** One quota as it stood when the call was admitted or refused, ready to be drawn. */
export interface ConsultedQuota {
  id: string;
  /** "Project search" */
  scope: string;
  /** "Spend per month" */
  name: string;
  standing: QuotaStanding;
  verdict: { label: string; tone: Tone } | null;
}

const VERDICTS: Record<Exclude<RequestQuota["verdict"], "ok">, { label: string; tone: Tone }> = {
  refused: { label: "Refused the call", tone: "bad" },
  shadow_refused: { label: "Would have refused", tone: "warn" },
  soft_over: { label: "Over its soft limit", tone: "warn" },
};

/** The quotas in the order they matter: the one that refused, then those that would have or are over, then the rest. */
export function quotasConsulted(quotas: readonly RequestQuota[]): ConsultedQuota[] {
  return quotas.toSorted((one, other) => rank(one) - rank(other)).map(consulted);
}

function rank({ verdict }: RequestQuota): number {
  if (verdict === "refused") return 0;
  return verdict === "ok" ? 2 : 1;
}

function consulted(quota: RequestQuota): ConsultedQuota {
  const { scope, unit, used, held, limit, verdict } = quota;
  const at = scope.model === null ? "" : ` at ${scope.model.name}`;
  return {
    id: `${quota.quotaId} ${scope.name}`,
    scope: `${SCOPES[scope.kind].one} ${scope.name}${at}`,
    name: quotaName(quota),
    standing: { unit, settled: used, held, limit, hard: quota.hard, resetsAt: null },
    verdict: verdict === "ok" ? null : VERDICTS[verdict],
  };
}
