import type { PageView } from "../schemas/page";
import type {
  ListProofsQuery,
  ProofDetailView,
  ProofSettingsView,
  ProofVerificationView,
  ProofView,
} from "../schemas/proofs";
import { adminFetch } from "./admin-fetch";

export type * from "../schemas/proofs";

/** Proofs of enforcement, newest first. */
export function listProofs(query: ListProofsQuery = {}, signal?: AbortSignal): Promise<PageView<ProofView>> {
  return adminFetch("/proofs", { query, signal });
}

export function getProof(proofId: string, signal?: AbortSignal): Promise<ProofDetailView> {
  return adminFetch(`/proofs/${encodeURIComponent(proofId)}`, { signal });
}

/** Begins one; ask for it until it is finished. */
export function startProof(): Promise<ProofDetailView> {
  return adminFetch("/proofs", { method: "POST" });
}

/** Whether the stored document is still what this installation signed. */
export function verifyProof(proofId: string): Promise<ProofVerificationView> {
  return adminFetch(`/proofs/${encodeURIComponent(proofId)}/verification`);
}

export function getProofSettings(signal?: AbortSignal): Promise<ProofSettingsView> {
  return adminFetch("/proof-settings", { signal });
}

/** Minute of the organization's day; null: never by itself. */
export function setProofSchedule(minuteOfDay: number | null): Promise<{ minuteOfDay: number | null }> {
  return adminFetch("/proof-settings/schedule", { method: "PUT", body: { minuteOfDay } });
}
