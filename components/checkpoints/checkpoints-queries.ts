import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  type AddDestinationInput,
  type AuditCheckpoint,
  addDestination,
  getCheckpointSettings,
  listCheckpoints,
  removeDestination,
  setCheckpointSchedule,
  takeCheckpoint,
} from "@/lib/admin-api/client/audit";
import { refreshQueries } from "../shell/refresh-queries";

const SHOWN = 50;
const WATCH_MS = 2_000;
const CHECKPOINTS = ["checkpoints"] as const;

const isOnItsWay = ({ waiting }: AuditCheckpoint) => waiting > 0;

/** The latest checkpoints, newest first; asked again while one is on its way. */
export const checkpointsQuery = () =>
  queryOptions({
    queryKey: [...CHECKPOINTS, "list"],
    queryFn: async ({ signal }) => (await listCheckpoints({ limit: SHOWN }, signal)).items,
    refetchInterval: ({ state }) => (state.data?.some(isOnItsWay) ? WATCH_MS : false),
  });

/** How often, where to, and the key that signs. */
export const checkpointSettingsQuery = () =>
  queryOptions({
    queryKey: [...CHECKPOINTS, "settings"],
    queryFn: ({ signal }) => getCheckpointSettings(signal),
    refetchInterval: ({ state }) => (state.data?.destinations.some(({ waiting }) => waiting > 0) ? WATCH_MS : false),
  });

export function useTakeCheckpoint() {
  const client = useQueryClient();
  return useMutation({ mutationFn: takeCheckpoint, onSuccess: () => refreshQueries(client, [CHECKPOINTS]) });
}

export function useSetCheckpointSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (everyMinutes: number | null) => setCheckpointSchedule(everyMinutes),
    onSuccess: () => refreshQueries(client, [CHECKPOINTS]),
  });
}

export function useAddDestination() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: AddDestinationInput) => addDestination(input, crypto.randomUUID()),
    meta: { ownErrors: true },
    onSuccess: () => refreshQueries(client, [CHECKPOINTS]),
  });
}

export function useRemoveDestination() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (destinationId: string) => removeDestination(destinationId),
    onSuccess: () => refreshQueries(client, [CHECKPOINTS]),
  });
}
