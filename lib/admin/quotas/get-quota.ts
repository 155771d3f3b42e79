import { type GrantRow, listGrants } from "@/db/queries/quotas-admin/list-grants";
import { type ShadowCounts, sumShadow } from "@/db/queries/quotas-admin/sum-shadow";
import { defineRead } from "../define-verb";
import { locateSeenQuota } from "./locate-quota";
import { type QuotaWithStanding, withStandings } from "./with-standings";

/** A quota with everything its page shows. */
export interface QuotaDetailRows extends QuotaWithStanding {
  allGrants: GrantRow[];
  shadow: ShadowCounts;
}

const MOST_GRANTS = 100;

/** One quota with where it stands, the raises it has or had, and what it would have refused in shadow. */
export const getQuota = defineRead({
  name: "quotas.get",
  permission: "quotas:read",
  kind: "quota",
  locate: locateSeenQuota,
  async read(work, quota, _input: { quotaId: string }): Promise<QuotaDetailRows> {
    const { run, organizationId } = work;
    const [shown] = await withStandings(work, [quota]);
    return {
      quota,
      standing: shown?.standing ?? null,
      allGrants: await listGrants(run, organizationId, { quotaId: quota.id, limit: MOST_GRANTS }),
      shadow: await sumShadow(run, organizationId, quota.id),
    };
  },
});
