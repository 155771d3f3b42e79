import type { ProofStatus } from "@/lib/admin-api/client/proofs";
import type { Tone } from "../ui/badge";

/** What a run's state is called, and whether it is good. */
export const PROOF_STATUS: Readonly<Record<ProofStatus, { label: string; tone: Tone }>> = {
  queued: { label: "Waiting", tone: "info" },
  running: { label: "Running", tone: "info" },
  passed: { label: "All held", tone: "good" },
  failed: { label: "Broken", tone: "bad" },
  broken: { label: "Not carried out", tone: "warn" },
};

/** What a column of a route is called. */
export function columnWord(streamed: boolean): string {
  return streamed ? "streamed" : "whole";
}

/** `56 cells held`, `2 of 56 cells broken`. */
export function outcomeWords(planned: number, red: number): string {
  if (red === 0) return `All ${planned} cells held`;
  return `${red} of ${planned} cells ${red === 1 ? "is" : "are"} broken`;
}
