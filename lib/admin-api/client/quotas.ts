import type { ListQuotasQuery, QuotaView, SetQuotaInput, UpdateQuotaInput } from "../schemas/quotas";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/quotas";

const path = (quotaId: string) => `/quotas/${encodeURIComponent(quotaId)}`;

/** Quotas the caller may see with where they stand, outermost scope first. */
export async function listQuotas(query: ListQuotasQuery = {}, signal?: AbortSignal): Promise<QuotaView[]> {
  const { items } = await adminFetch<{ items: QuotaView[] }>("/quotas", { query, signal });
  return items;
}

/** One quota per scope, unit and window: setting it again replaces its limit. */
export function setQuota(input: SetQuotaInput, idempotencyKey?: string): Promise<QuotaView> {
  return adminFetch("/quotas", { method: "POST", body: input, idempotencyKey });
}

export function updateQuota(quotaId: string, input: UpdateQuotaInput): Promise<QuotaView> {
  return adminFetch(path(quotaId), { method: "PATCH", body: input });
}

/** It limits nothing from then on; its history stays. */
export function archiveQuota(quotaId: string): Promise<QuotaView> {
  return adminFetch(`${path(quotaId)}/archive`, { method: "POST" });
}
