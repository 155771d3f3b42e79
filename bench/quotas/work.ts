import type { Quota } from "@/lib/quotas/contract";

/** A quota as JSON carries it. */
export type QuotaTerms = Omit<Quota, "limit" | "grants"> & { limit: string };

/** What one process is told to do. */
export interface Work {
  databaseUrl: string;
  quotas: QuotaTerms[];
  /** Calls under way at once. */
  callers: number;
  /** Calls end without having used anything, so that a small budget lasts. */
  isFree: boolean;
  warmUpMs: number;
  runMs: number;
}

/** What it did. Latencies in ms, from asking to being admitted. */
export interface Done {
  perSecond: number;
  refused: number;
  failed: number;
  p50: number;
  p99: number;
  /** The process's own CPU time per call, microseconds. */
  cpuMicros: number;
}

/** One call: a hundred micro-USD, a thousand tokens. */
export const CALL = { costMicros: 100n, inputTokens: 800, outputTokens: 200 };
export const NOTHING = { costMicros: 0n, inputTokens: 0, outputTokens: 0 };
