import type {
  EndUserPage,
  EndUserQuery,
  RequestSessionDetail,
  RequestSessionPage,
  RequestSessionQuery,
} from "../schemas/request-groups";
import { adminFetch } from "./admin-fetch";

export type { EndUser, RequestSession, RequestSessionDetail } from "../schemas/request-groups";

/** Sessions by when they were last seen. */
export function listRequestSessions(query: RequestSessionQuery, signal?: AbortSignal): Promise<RequestSessionPage> {
  return adminFetch("/request-sessions", { query, signal });
}

/** One session and its calls, the first first; `cursor` gives later ones. */
export function getRequestSession(
  query: { sessionId: string; cursor?: string; limit?: number },
  signal?: AbortSignal,
): Promise<RequestSessionDetail> {
  return adminFetch("/request-session", { query, signal });
}

/** End users by when they were last seen. */
export function listEndUsers(query: EndUserQuery, signal?: AbortSignal): Promise<EndUserPage> {
  return adminFetch("/end-users", { query, signal });
}
