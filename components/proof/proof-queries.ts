import { queryOptions, useMutation, useQueryClient } from "@tanstack/react-query";
import {
  getProof,
  getProofSettings,
  listProofs,
  type ProofView,
  setProofSchedule,
  startProof,
  verifyProof,
} from "@/lib/admin-api/client/proofs";
import { refreshQueries } from "../shell/refresh-queries";

const WATCH_MS = 1_000;
const SHOWN = 50;

/** Whether a run is still to come to its end. */
export function isOpen(proof: ProofView): boolean {
  return proof.finishedAt === null;
}

/** The latest runs, newest first; asked again every second while one is under way. */
export const proofsQuery = () =>
  queryOptions({
    queryKey: ["proofs", "list"],
    queryFn: async ({ signal }) => (await listProofs({ limit: SHOWN }, signal)).items,
    refetchInterval: ({ state }) => (state.data?.some(isOpen) ? WATCH_MS : false),
  });

/** One run; once it is finished it never changes. */
export const proofQuery = (proofId: string) =>
  queryOptions({
    queryKey: ["proofs", "one", proofId],
    queryFn: ({ signal }) => getProof(proofId, signal),
    staleTime: ({ state }) => (state.data && !isOpen(state.data) ? Number.POSITIVE_INFINITY : 0),
    refetchInterval: ({ state }) => (state.data && isOpen(state.data) ? WATCH_MS : false),
  });

export const proofSettingsQuery = () =>
  queryOptions({ queryKey: ["proofs", "settings"], queryFn: ({ signal }) => getProofSettings(signal) });

export function useStartProof() {
  const client = useQueryClient();
  return useMutation({ mutationFn: startProof, onSettled: () => refreshQueries(client, [["proofs", "list"]]) });
}

/** Asks the server, every time: a verdict that was remembered would prove nothing. */
export function useVerifyProof() {
  return useMutation({ mutationFn: (proofId: string) => verifyProof(proofId) });
}

export function useSetProofSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (minuteOfDay: number | null) => setProofSchedule(minuteOfDay),
    onSuccess: () => refreshQueries(client, [["proofs", "settings"]]),
  });
}
