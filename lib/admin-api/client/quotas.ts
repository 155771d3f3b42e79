import type {
  GrantQuotaInput,
  ListQuotasQuery,
  QuotaDetail,
  QuotaHoldView,
  QuotaOutlookAnswer,
  QuotaOutlookView,
  QuotaView,
  QuotaWhatIfView,
  ReleasedHold,
  SetQuotaInput,
  UpdateQuotaInput,
} from "../schemas/quotas";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/quotas";

const path = (quotaId: string) => `/quotas/${encodeURIComponent(quotaId)}`;

/** Quotas the caller may see with where they stand, outermost scope first. */
export async function listQuotas(query: ListQuotasQuery = {}, signal?: AbortSignal): Promise<QuotaView[]> {
  const { items } = await adminFetch<{ items: QuotaView[] }>("/quotas", { query, signal });
  return items;
}

/** One quota with its raises and what it would have refused in shadow. */
export function getQuota(quotaId: string, signal?: AbortSignal): Promise<QuotaDetail> {
  return adminFetch(path(quotaId), { signal });
}

/** Where a quota's window is going; null for those that move too fast to say. */
export async function getQuotaOutlook(quotaId: string, signal?: AbortSignal): Promise<QuotaOutlookView | null> {
  return (await adminFetch<QuotaOutlookAnswer>(`${path(quotaId)}/outlook`, { signal })).outlook;
}

/** Whom another limit would have refused lately. */
export function getQuotaWhatIf(quotaId: string, limit: string, signal?: AbortSignal): Promise<QuotaWhatIfView> {
  return adminFetch(`${path(quotaId)}/what-if`, { query: { limit }, signal });
}

/** What running calls hold of a quota, expiring last first. */
export async function listQuotaHolds(quotaId: string, signal?: AbortSignal): Promise<QuotaHoldView[]> {
  const { items } = await adminFetch<{ items: QuotaHoldView[] }>(`${path(quotaId)}/holds`, { signal });
  return items;
}

/** One quota per scope, unit and window, and one beside it in shadow: setting it again replaces it. */
export function setQuota(input: SetQuotaInput, idempotencyKey?: string): Promise<QuotaView> {
  return adminFetch("/quotas", { method: "POST", body: input, idempotencyKey });
}

export function updateQuota(quotaId: string, input: UpdateQuotaInput): Promise<QuotaView> {
  return adminFetch(path(quotaId), { method: "PATCH", body: input });
}

/** A raise until a time; it falls away by itself. */
export function grantQuota(quotaId: string, input: GrantQuotaInput): Promise<QuotaView> {
  return adminFetch(`${path(quotaId)}/grants`, { method: "POST", body: input });
}

export function revokeQuotaGrant(quotaId: string, grantId: string): Promise<QuotaView> {
  return adminFetch(`${path(quotaId)}/grants/${encodeURIComponent(grantId)}/revoke`, { method: "POST" });
}

/** Gives back what one call holds before it ends. */
export function releaseQuotaHold(quotaId: string, holder: string): Promise<ReleasedHold> {
  return adminFetch(`${path(quotaId)}/holds/${encodeURIComponent(holder)}/release`, { method: "POST" });
}

/** It limits nothing from then on; its history stays. */
export function archiveQuota(quotaId: string): Promise<QuotaView> {
  return adminFetch(`${path(quotaId)}/archive`, { method: "POST" });
}
