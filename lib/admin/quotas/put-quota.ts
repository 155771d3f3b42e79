import type { QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import {
  findQuotaLike,
  insertQuota,
  lockQuotaScope,
  type QuotaSettings,
  type QuotaTerms,
  updateQuotaRow,
} from "@/db/queries/quotas-admin/write-quota";
import { newId } from "@/lib/crypto/new-id";
import type { Work } from "../context";

/** What putting a quota did: its id, and what it replaced. */
interface PutQuota {
  id: string;
  before: QuotaSettings | null;
}

/** Makes `terms` hold on a scope: replaces the settings of the same unit and window (in shadow or not) or adds one. */
export async function putQuota(work: Work, scope: QuotaScope, terms: QuotaTerms): Promise<PutQuota> {
  await lockQuotaScope(work.run, scope);
  const known = await findQuotaLike(work.run, work.organizationId, { ...scope, ...terms });
  if (known !== null) {
    const { id, ...before } = known;
    const { limit, hard, shadow, onStoreDown, maxCallPercent, alertPercents } = terms;
    const settings = { limit, hard, shadow, onStoreDown, maxCallPercent, alertPercents };
    await updateQuotaRow(work.run, work.organizationId, id, settings);
    return { id, before };
  }
  const id = newId("quo");
  await insertQuota(work.run, work.organizationId, { id, ...scope, ...terms });
  return { id, before: null };
}
