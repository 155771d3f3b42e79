import { findQuotas, type QuotaRow } from "@/db/queries/quotas-admin/list-quotas";
import type { QuotaLine, TraceStep } from "@/db/schema";
import type { RequestQuota } from "@/lib/admin-api/schemas/requests";
import type { Work } from "../context";
import { showAmount, shownUnit } from "../quotas/quota-terms";

/** The quotas that a call was measured against, as they stood then, with the names they have now. */
export async function showQuotas(work: Work, trace: readonly TraceStep[]): Promise<RequestQuota[]> {
  const lines = trace.flatMap((step) => step[5] ?? []);
  const ids = lines.map(([id]) => id);
  const rows = await findQuotas(work.run, work.organizationId, ids);
  return lines.flatMap((line) => showQuota(line, rows.get(line[0])) ?? []);
}

/** Null for a quota that is not even archived: amounts without a unit say nothing. */
function showQuota(line: QuotaLine, row: QuotaRow | undefined): RequestQuota | null {
  if (row === undefined) return null;
  const [quotaId, used, held, limit, verdict, subject] = line;
  const amount = (value: number) => showAmount(row.unit, BigInt(value));
  const { scopeModelId } = row;
  return {
    quotaId,
    scope: {
      kind: row.scopeKind,
      name: subject ?? row.scopeName,
      model: scopeModelId === null ? null : { id: scopeModelId, name: row.scopeModelName ?? scopeModelId },
    },
    unit: shownUnit(row.unit),
    window: row.window,
    windowDays: row.windowDays,
    hard: row.hard,
    used: amount(used),
    held: amount(held),
    limit: amount(limit),
    verdict: verdict || "ok",
  };
}
