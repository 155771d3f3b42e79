import type { QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import type { QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import { defineChange } from "../define-verb";
import { locateQuotaScope, readQuota } from "./locate-quota";
import { putQuota } from "./put-quota";
import { showAmount } from "./quota-terms";

interface SetQuota {
  scope: QuotaScope;
  terms: QuotaTerms;
}

/** Limits an organization, team, project or key. One quota per scope, unit and window: setting it again replaces its limit. */
export const setQuota = defineChange({
  name: "quotas.set",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "scope",
  policy: "enforced",
  locate: locateQuotaScope,
  async change(work, scope, { terms }: SetQuota) {
    const { id, before } = await putQuota(work, scope, terms);
    const { unit, window, hard } = terms;
    return {
      result: await readQuota(work, id),
      audit: {
        targetKind: "quota",
        targetId: id,
        before: before && { limit: showAmount(unit, before.limit), hard: before.hard },
        after: { ...scope, unit, window, hard, limit: showAmount(unit, terms.limit) },
      },
    };
  },
});
