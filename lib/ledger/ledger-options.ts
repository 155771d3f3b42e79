import type { Database } from "@/db/client";

export interface LedgerOptions {
  sql: Database["sql"];
  /** Folder of the spools of this host; null keeps what waits in memory only, for tools that can be run again. */
  spoolRoot: string | null;
  /** Bytes the spool may take. */
  maxBytes?: number;
  /** Bytes of waiting records kept in memory as well; what is beyond is read back from the spool. */
  memoryBytes?: number;
  /** Up to when admissions and settlements are booked in the windows of quotas, epoch ms of the database's clock. */
  bookedTo?: () => number;
  /** How often a disk that refused is tried again. */
  reopenMs?: number;
  /** How long a closed exchange waits for others to share its transaction. */
  flushIntervalMs?: number;
  /** How often an idle writer says that it is still complete. */
  heartbeatMs?: number;
  /** How long `close` goes on trying. */
  closeTimeoutMs?: number;
  /** Told of every failed attempt, of a disk that refuses, and of every lost record. */
  onError: (error: unknown) => void;
}
