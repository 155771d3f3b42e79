import type {
  AccessRequest,
  AccessRequestDetail,
  AccessRequestPreview,
  ApproveAccessRequestInput,
  CreateAccessRequestInput,
  ListAccessRequestsQuery,
  ProposalInput,
  WaitingRequests,
} from "../schemas/access-requests";
import type { KeyWithSecret } from "../schemas/keys";
import type { PageView } from "../schemas/page";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/access-requests";

export type AccessRequestsFilter = Pick<ListAccessRequestsQuery, "status" | "kind" | "q" | "cursor" | "limit"> & {
  mine?: boolean;
  waiting?: boolean;
};

/** One's own and those one may read, newest first. */
export function listAccessRequests(
  query: AccessRequestsFilter = {},
  signal?: AbortSignal,
): Promise<PageView<AccessRequest>> {
  return adminFetch("/access-requests", { query, signal });
}

export function countWaitingRequests(signal?: AbortSignal): Promise<WaitingRequests> {
  return adminFetch("/access-requests/waiting", { signal });
}

export function getAccessRequest(requestId: string, signal?: AbortSignal): Promise<AccessRequestDetail> {
  return adminFetch(pathOf(requestId), { signal });
}

/** Asks for nothing: says what would become of it. */
export function previewAccessRequest(proposal: ProposalInput, signal?: AbortSignal): Promise<AccessRequestPreview> {
  return adminFetch("/access-requests/dry-run", { method: "POST", body: { proposal }, signal });
}

export function createAccessRequest(
  input: CreateAccessRequestInput,
  idempotencyKey?: string,
): Promise<AccessRequestDetail> {
  return adminFetch("/access-requests", { method: "POST", body: input, idempotencyKey });
}

export function approveAccessRequest(
  requestId: string,
  input: ApproveAccessRequestInput,
): Promise<AccessRequestDetail> {
  return adminFetch(`${pathOf(requestId)}/approve`, { method: "POST", body: input });
}

export function refuseAccessRequest(requestId: string, note: string): Promise<AccessRequestDetail> {
  return adminFetch(`${pathOf(requestId)}/refuse`, { method: "POST", body: { note } });
}

export function withdrawAccessRequest(requestId: string): Promise<AccessRequestDetail> {
  return adminFetch(`${pathOf(requestId)}/withdraw`, { method: "POST" });
}

export function commentOnAccessRequest(requestId: string, text: string): Promise<AccessRequestDetail> {
  return adminFetch(`${pathOf(requestId)}/comments`, { method: "POST", body: { text } });
}

/** The answer holds the secret, once. */
export function collectRequestedKey(requestId: string): Promise<KeyWithSecret> {
  return adminFetch(`${pathOf(requestId)}/collect`, { method: "POST" });
}

function pathOf(requestId: string): string {
  return `/access-requests/${encodeURIComponent(requestId)}`;
}
