import { findQuota, type QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import { findQuotaLike, lockQuota, lockQuotaScope, type QuotaTerms } from "@/db/queries/quotas-admin/write-quota";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { grantedNow } from "./limit-now";
import { locateQuotaScope, readQuota } from "./locate-quota";
import { putQuota } from "./put-quota";
import { showSettings, showTerms } from "./quota-terms";
import { refuseWiderQuota } from "./refuse-wider-quota";

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
    await refuseWiderLike(work, scope, terms);
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

/** Setting a quota again may widen the one that is there. */
async function refuseWiderLike(work: Work, scope: QuotaScope, terms: QuotaTerms): Promise<void> {
  const { run, organizationId } = work;
  await lockQuotaScope(run, scope);
  const known = await findQuotaLike(run, organizationId, { ...scope, ...terms });
  if (known === null) return;
  await lockQuota(run, organizationId, known.id);
  const quota = await findQuota(run, organizationId, known.id);
  if (quota !== null) await refuseWiderQuota(work, quota, terms.hard ? terms.limit + grantedNow(quota) : null);
}
