import type {
  PlaygroundRunInput,
  PlaygroundShare,
  PlaygroundShareDetail,
  ShareConversationInput,
} from "../schemas/playground";
import { adminFetch, adminStream } from "./admin-fetch";

export type {
  PlaygroundContent,
  PlaygroundMessage,
  PlaygroundParameters,
  PlaygroundRunInput,
  PlaygroundShare,
  PlaygroundShareDetail,
  PlaygroundTool,
} from "../schemas/playground";

/** A call's stream of Chat Completions events, and its id. A refusal of the gateway is an event with `error`. */
export async function runPlayground(
  input: PlaygroundRunInput,
  signal: AbortSignal,
): Promise<{ requestId: string | null; body: ReadableStream<Uint8Array> }> {
  const response = await adminStream("/playground/runs", input, signal);
  const requestId = response.headers.get("x-gatehouse-request-id");
  return { requestId: requestId || null, body: response.body ?? new ReadableStream() };
}

/** The newest hundred that one may see. */
export async function listShares(signal?: AbortSignal): Promise<PlaygroundShare[]> {
  return (await adminFetch<{ items: PlaygroundShare[] }>("/playground/shares", { signal })).items;
}

export function getShare(shareId: string, signal?: AbortSignal): Promise<PlaygroundShareDetail> {
  return adminFetch(`/playground/shares/${shareId}`, { signal });
}

export function shareConversation(input: ShareConversationInput): Promise<PlaygroundShare> {
  return adminFetch("/playground/shares", { method: "POST", body: input });
}

/** Its link leads nowhere from then on. */
export function removeShare(shareId: string): Promise<void> {
  return adminFetch(`/playground/shares/${shareId}`, { method: "DELETE" });
}
