import type { Secret } from "@/lib/crypto/secret";
import type { Egress, SocketEgress } from "@/lib/egress/contract";
import type { TokenSource } from "@/lib/egress/token-source";
import type { Ledger } from "@/lib/ledger/contract";
import type { ObjectBook } from "@/lib/objects/contract";
import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { ProviderAdapter } from "@/lib/providers/contract";
import type { QuotaEngine } from "@/lib/quotas/contract";
import type { WatchedCall } from "@/lib/runaway/activity";
import type { OutputNeeds } from "@/lib/sizing/contract";
import type { Logger } from "@/lib/telemetry/logger";

/** Why a key does not open the door; each has its own sentence. */
export type KeyVerdict =
  | { kind: "active"; caller: Caller }
  | { kind: "unknown" }
  | { kind: "disabled"; caller: Caller }
  /** By the runaway guard; `reason` is a sentence. */
  | { kind: "paused"; caller: Caller; reason: string; pausedAt: Date }
  /** Its owner may no longer sign in. */
  | { kind: "suspended"; caller: Caller }
  | { kind: "revoked"; caller: Caller }
  | { kind: "expired"; caller: Caller };

export interface GatewayLimits {
  bodyBytes: number;
  answerBytes: number;
  jsonDepth: number;
  jsonKeys: number;
  /** Whole call, streams included. */
  totalMs: number;
  /** Wait for the answer's first byte. */
  streamHeadersMs: number;
  wholeHeadersMs: number;
  /** Silence inside an answer. */
  idleMs: number;
  /** One message of a session. */
  messageBytes: number;
  /** A whole session, and silence inside one. */
  sessionMs: number;
  sessionIdleMs: number;
}

export const DEFAULT_LIMITS: GatewayLimits = {
  bodyBytes: 32 * 1024 * 1024,
  answerBytes: 64 * 1024 * 1024,
  jsonDepth: 64,
  jsonKeys: 50_000,
  totalMs: 900_000,
  streamHeadersMs: 120_000,
  wholeHeadersMs: 600_000,
  idleMs: 120_000,
  messageBytes: 16 * 1024 * 1024,
  sessionMs: 3_600_000,
  sessionIdleMs: 900_000,
};

/** Everything the data plane needs, handed in by the composition root (lib/runtime) or a test. */
export interface GatewayDeps {
  /** Checks shape and checksum, then digest, then the store. Throws AppError `policy_unavailable`, never a refusal, when it cannot know. */
  resolveKey(fullKey: string): Promise<KeyVerdict> | KeyVerdict;
  /** The latest policy; null when none was ever loaded. */
  policy(): PolicySnapshot | null;
  /** Opens a sealed credential at the moment of use. Throws AppError `credential_unavailable`. */
  openCredential(credentialId: string, snapshot: PolicySnapshot): Secret | Promise<Secret>;
  findAdapter(id: string): ProviderAdapter | undefined;
  quotas: QuotaEngine;
  needs: OutputNeeds;
  /** Told of every call that reached a provider, once it is closed; left out, nobody watches for keys that run away. */
  watch?(call: WatchedCall): void;
  ledger: Ledger;
  /** Who made what upstreams keep; left out: nothing can be asked for by id. */
  objects?: ObjectBook;
  egress: Egress;
  /** The way out for sessions over a WebSocket; left out: there are none. */
  sockets?: SocketEgress;
  /** Short-lived tokens for credentials that are exchanged for one. */
  tokens: TokenSource<Secret>;
  logger: Logger;
  limits: GatewayLimits;
  /** Public origin for links in errors, without a trailing slash. */
  publicUrl: string;
}
