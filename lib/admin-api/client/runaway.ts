import type { KeyDetail } from "../schemas/keys";
import type { ListRunawayFlagsQuery, RunawayFlag } from "../schemas/runaway";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/runaway";

/** What the runaway guard saw in keys that the caller may see, newest first. */
export async function listRunawayFlags(query: ListRunawayFlagsQuery, signal?: AbortSignal): Promise<RunawayFlag[]> {
  const { items } = await adminFetch<{ items: RunawayFlag[] }>("/runaway-flags", { query, signal });
  return items;
}

/** Says that what a flag tells is in order; the key is not touched. */
export function dismissRunawayFlag(flagId: string): Promise<RunawayFlag> {
  return adminFetch(`/runaway-flags/${encodeURIComponent(flagId)}/dismiss`, { method: "POST" });
}

/** Lets a paused key call again and resolves its flags. */
export function resumeKey(keyId: string): Promise<KeyDetail> {
  return adminFetch(`/keys/${encodeURIComponent(keyId)}/resume`, { method: "POST" });
}
