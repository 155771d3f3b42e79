import type { QuotaScope } from "@/db/queries/quotas-admin/list-quotas";
import {
  findQuotaLike,
  insertQuota,
  lockQuotaScope,
  type QuotaTerms,
  updateQuotaRow,
} from "@/db/queries/quotas-admin/write-quota";
import { newId } from "@/lib/crypto/new-id";
import type { Work } from "../context";

/** What putting a quota did: its id, and what it replaced. */
interface PutQuota {
  id: string;
  before: { limit: bigint; hard: boolean } | null;
}

/** Makes `terms` hold on a scope: replaces the quota of the same unit and window or adds one. */
export async function putQuota(work: Work, scope: QuotaScope, terms: QuotaTerms): Promise<PutQuota> {
  await lockQuotaScope(work.run, scope);
  const known = await findQuotaLike(work.run, work.organizationId, { ...scope, ...terms });
  if (known !== null) {
    await updateQuotaRow(work.run, work.organizationId, known.id, { limit: terms.limit, hard: terms.hard });
    return { id: known.id, before: { limit: known.limit, hard: known.hard } };
  }
  const id = newId("quo");
  await insertQuota(work.run, work.organizationId, { id, ...scope, ...terms });
  return { id, before: null };
}
