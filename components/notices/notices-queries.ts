import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useMutation,
  useQueryClient,
} from "@tanstack/react-query";
import {
  addNoticeDestination,
  type DeliveryState,
  getNoticePreferences,
  getNoticeSettings,
  listMyExpiring,
  listMyNotices,
  listNoticeDeliveries,
  listNoticeDestinations,
  type NewNoticeDestination,
  readMyNotices,
  removeNoticeDestination,
  retryNoticeDelivery,
  rotateNoticeSecret,
  setNoticePreferences,
  setNoticeSettings,
  testNoticeDestination,
  type UpdateNoticeDestinationInput,
  updateNoticeDestination,
} from "@/lib/admin-api/client/notices";
import { refreshQueries } from "../shell/refresh-queries";

const PAGE = 50;
const BELL = 10;
const BELL_MS = 30_000;
const AGAIN_MS = 10_000;
const EVERYTHING = [["notices"]];

/** What I was told last, and how much of it I have not seen. */
export const myNoticesQuery = () =>
  queryOptions({
    queryKey: ["notices", "mine"],
    queryFn: ({ signal }) => listMyNotices({ limit: BELL }, signal),
    refetchInterval: BELL_MS,
  });

export const noticeDestinationsQuery = () =>
  queryOptions({
    queryKey: ["notices", "destinations"],
    queryFn: async ({ signal }) => (await listNoticeDestinations(signal)).items,
    refetchInterval: AGAIN_MS,
  });

/** What was sent where, page by page. */
export const deliveriesQuery = (filter: { destination?: string; state?: DeliveryState }) =>
  infiniteQueryOptions({
    queryKey: ["notices", "deliveries", filter],
    queryFn: ({ pageParam, signal }) => {
      const cursor = pageParam === null ? {} : { cursor: pageParam };
      return listNoticeDeliveries({ ...filter, ...cursor, limit: PAGE }, signal);
    },
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });

export function useReadMyNotices() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (noticeIds: string[] | null) => readMyNotices(noticeIds),
    onSuccess: () => refreshQueries(client, EVERYTHING),
  });
}

export function useAddNoticeDestination() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: NewNoticeDestination) => addNoticeDestination(input, crypto.randomUUID()),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, EVERYTHING),
  });
}

export function useUpdateNoticeDestination(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: UpdateNoticeDestinationInput) => updateNoticeDestination(id, input),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, EVERYTHING),
  });
}

export function useRemoveNoticeDestination(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => removeNoticeDestination(id),
    onSuccess: () => refreshQueries(client, EVERYTHING),
  });
}

/** Sends a test; the answer is the mutation's data. */
export function useTestNoticeDestination(id: string) {
  return useMutation({ mutationFn: () => testNoticeDestination(id) });
}

export function useRotateNoticeSecret(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (overlapSeconds: number) => rotateNoticeSecret(id, overlapSeconds, crypto.randomUUID()),
    onSuccess: () => refreshQueries(client, EVERYTHING),
  });
}

export function useRetryDelivery() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => retryNoticeDelivery(id),
    onSettled: () => refreshQueries(client, EVERYTHING),
  });
}

/** What ends by itself soon and concerns me. */
export const expiringQuery = () =>
  queryOptions({ queryKey: ["notices", "expiring"], queryFn: ({ signal }) => listMyExpiring(signal) });

/** How I am mailed. */
export const preferencesQuery = () =>
  queryOptions({ queryKey: ["notices", "preferences"], queryFn: ({ signal }) => getNoticePreferences(signal) });

export function useSetPreferences() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: setNoticePreferences,
    meta: { ownErrors: true },
    onSuccess: (preferences) => client.setQueryData(preferencesQuery().queryKey, preferences),
  });
}

/** When ends that come near are told. */
export const noticeSettingsQuery = () =>
  queryOptions({ queryKey: ["notices", "settings"], queryFn: ({ signal }) => getNoticeSettings(signal) });

export function useSetNoticeSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: setNoticeSettings,
    meta: { ownErrors: true },
    onSuccess: (settings) => client.setQueryData(noticeSettingsQuery().queryKey, settings),
  });
}
