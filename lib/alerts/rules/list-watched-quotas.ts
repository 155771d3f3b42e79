import { listQuotas, type QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import { isEachEndUser, withStandings } from "@/lib/admin/quotas/with-standings";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { RuleDeps } from "../rule";

/** A quota that can be warned of, and where it stands. */
export interface WatchedQuota {
  quota: QuotaRow;
  standing: QuotaStanding;
}

/** Windows that pass before anybody could read a warning. */
const TOO_SHORT: ReadonlySet<string> = new Set(["minute", "hour", "now"]);

/** Quotas in force whose window is a day or longer. One in shadow mode refuses nobody, so nobody is warned of it. */
export async function listWatchedQuotas(deps: RuleDeps): Promise<WatchedQuota[]> {
  const everything = {
    teamIds: "all",
    personId: null,
    scopeKinds: null,
    scopeId: null,
    includeArchived: false,
  } as const;
  const quotas = (await listQuotas(deps.database.orm, deps.organizationId, everything)).filter(
    (quota) => !quota.shadow && !TOO_SHORT.has(quota.window) && !isEachEndUser(quota),
  );
  const standings = await withStandings(deps, quotas);
  return standings.flatMap(({ quota, standing }) => (standing === null ? [] : [{ quota, standing }]));
}
