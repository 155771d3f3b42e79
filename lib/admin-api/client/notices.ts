import type {
  DeliveryState,
  ExpiringItem,
  MyNoticePage,
  NewNoticeDestination,
  NoticeDelivery,
  NoticeDestination,
  NoticeDestinationWithSecret,
  NoticePreferences,
  NoticeSettings,
  NoticeTest,
  SetNoticePreferencesInput,
  UpdateNoticeDestinationInput,
} from "../schemas/notices";
import type { PageView } from "../schemas/page";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/notices";

/** Where notices go. */
export function listNoticeDestinations(signal?: AbortSignal): Promise<{ items: NoticeDestination[] }> {
  return adminFetch("/notice-destinations", { signal });
}

/** For a webhook the answer holds its signing secret, once. */
export function addNoticeDestination(
  input: NewNoticeDestination,
  idempotencyKey?: string,
): Promise<NoticeDestinationWithSecret> {
  return adminFetch("/notice-destinations", { method: "POST", body: input, idempotencyKey });
}

export function updateNoticeDestination(id: string, input: UpdateNoticeDestinationInput): Promise<NoticeDestination> {
  return adminFetch(pathOf(id), { method: "PATCH", body: input });
}

export function removeNoticeDestination(id: string): Promise<void> {
  return adminFetch(pathOf(id), { method: "DELETE" });
}

/** Sends a test now; the answer says what the other side said. */
export function testNoticeDestination(id: string): Promise<NoticeTest> {
  return adminFetch(`${pathOf(id)}/test`, { method: "POST" });
}

/** The answer holds the new secret, once. */
export function rotateNoticeSecret(
  id: string,
  overlapSeconds: number,
  idempotencyKey?: string,
): Promise<NoticeDestinationWithSecret> {
  return adminFetch(`${pathOf(id)}/secret`, { method: "POST", body: { overlapSeconds }, idempotencyKey });
}

export function listNoticeDeliveries(
  query: { destination?: string | undefined; state?: DeliveryState | undefined; cursor?: string; limit?: number } = {},
  signal?: AbortSignal,
): Promise<PageView<NoticeDelivery>> {
  return adminFetch("/notice-deliveries", { query, signal });
}

export function retryNoticeDelivery(id: string): Promise<NoticeDelivery> {
  return adminFetch(`/notice-deliveries/${encodeURIComponent(id)}/retry`, { method: "POST" });
}

/** What I was told. */
export function listMyNotices(
  query: { unread?: boolean; cursor?: string; limit?: number } = {},
  signal?: AbortSignal,
): Promise<MyNoticePage> {
  return adminFetch("/me/notices", { query, signal });
}

/** Null: all. */
export function readMyNotices(noticeIds: string[] | null): Promise<{ read: number }> {
  return adminFetch("/me/notices/read", { method: "POST", body: { noticeIds } });
}

/** What ends by itself soon and concerns me. */
export async function listMyExpiring(signal?: AbortSignal): Promise<ExpiringItem[]> {
  return (await adminFetch<{ items: ExpiringItem[] }>("/me/expiring", { signal })).items;
}

export function getNoticePreferences(signal?: AbortSignal): Promise<NoticePreferences> {
  return adminFetch("/me/notice-preferences", { signal });
}

export function setNoticePreferences(input: SetNoticePreferencesInput): Promise<NoticePreferences> {
  return adminFetch("/me/notice-preferences", { method: "PUT", body: input });
}

export function getNoticeSettings(signal?: AbortSignal): Promise<NoticeSettings> {
  return adminFetch("/notice-settings", { signal });
}

export function setNoticeSettings(settings: NoticeSettings): Promise<NoticeSettings> {
  return adminFetch("/notice-settings", { method: "PUT", body: settings });
}

function pathOf(id: string): string {
  return `/notice-destinations/${encodeURIComponent(id)}`;
}
