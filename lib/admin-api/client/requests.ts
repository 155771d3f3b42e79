import type { RequestDetail, RequestPage, RequestQuery, RequestText, RequestTextQuery } from "../schemas/requests";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/requests";

/**
 * Exchanges, newest first. Give `cursor` (the page's `nextCursor`) for older ones, or `after` (its `tailCursor`)
 * for what was recorded since; the tail may repeat the last two seconds, so merge by id.
 */
export function listRequests(query: RequestQuery = {}, signal?: AbortSignal): Promise<RequestPage> {
  return adminFetch("/requests", { query, signal });
}

/** The same, of calls in which something was said. Every page asked for is an audit event. */
export function searchRequestTexts(query: RequestTextQuery, signal?: AbortSignal): Promise<RequestPage> {
  return adminFetch("/request-texts", { query, signal });
}

export function getRequest(requestId: string, signal?: AbortSignal): Promise<RequestDetail> {
  return adminFetch(`/requests/${encodeURIComponent(requestId)}`, { signal });
}

/** What was asked and answered. Every call of this is an audit event. */
export function revealRequestText(requestId: string): Promise<RequestText> {
  return adminFetch(`/requests/${encodeURIComponent(requestId)}/text`, {});
}
