import type { QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import type { QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import { defineChange } from "../define-verb";
import { locateQuotaScope, readQuota } from "./locate-quota";
import { putQuota } from "./put-quota";
import { showSettings, showTerms } from "./quota-terms";

interface SetQuota {
  scope: QuotaScope;
  terms: QuotaTerms;
}

/** Limits a scope. One quota per scope, unit and window, and one beside it in shadow: setting it again replaces its settings. */
export const setQuota = defineChange({
  name: "quotas.set",
  permission: "quotas:write",
  seenWith: "quotas:read",
  kind: "scope",
  policy: "enforced",
  locate: locateQuotaScope,
  async change(work, scope, { terms }: SetQuota) {
    const { id, before } = await putQuota(work, scope, terms);
    return {
      result: await readQuota(work, id),
      audit: {
        targetKind: "quota",
        targetId: id,
        before: before && showSettings(terms.unit, before),
        after: { ...scope, ...showTerms(terms) },
      },
    };
  },
});
