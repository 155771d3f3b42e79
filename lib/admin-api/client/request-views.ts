import type { RequestView, SaveRequestViewInput } from "../schemas/request-views";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/request-views";

export function listRequestViews(signal?: AbortSignal): Promise<{ items: RequestView[] }> {
  return adminFetch("/request-views", { signal });
}

export function saveRequestView(input: SaveRequestViewInput): Promise<RequestView> {
  return adminFetch("/request-views", { method: "POST", body: input });
}

export function removeRequestView(viewId: string): Promise<void> {
  return adminFetch(`/request-views/${viewId}`, { method: "DELETE" });
}
