import type { LiveRequestQuery } from "../schemas/live-requests";
import { adminEvents } from "./admin-fetch";

export type { LiveRequestEvents, LiveRequestQuery } from "../schemas/live-requests";

/** Calls as they are recorded: a stream of server-sent events, from now or behind the event `lastId`. Throws AdminApiError before it begins. */
export function followRequests(query: LiveRequestQuery, lastId: string, signal: AbortSignal): Promise<Response> {
  return adminEvents("/requests/live", { query, lastId, signal });
}
