import type { SealedSecret } from "@/db/schema/provider";
import type { Secret } from "./secret";

/** What a sealed value is bound to; opening it with any other combination fails. */
export interface SealBinding {
  table: string;
  rowId: string;
  organizationId: string;
  field: string;
  /** The only origin the value may be sent to, such as `https://api.openai.com`. */
  allowedOrigin: string;
}

/** How far re-wrapping under the current key-encryption key has come. */
export interface RewrapProgress {
  rewrapped: number;
  /** Rows still under another key-encryption key; 0 means the previous secret can be dropped. */
  remaining: number;
}

/** Opens and closes everything that is secret at rest. */
export interface Keyring {
  /** HMAC key of every stored digest. Survives a change of GATEHOUSE_SECRET. */
  readonly pepper: Buffer;
  readonly pepperVersion: number;
  /** For next-auth's cookies; changes with GATEHOUSE_SECRET, which signs everybody out. */
  readonly authSecret: Secret;
  /** Fingerprint of the current key-encryption key; safe to show. */
  readonly kekId: string;
  /** Brings the organization's data key into memory. Call it before a transaction that seals: embedded Postgres serves one transaction at a time. */
  ready(organizationId: string): Promise<void>;
  seal(plain: Secret, binding: SealBinding): Promise<SealedSecret>;
  /** Throws AppError `credential_unavailable` when the value is not what was sealed for exactly this binding. */
  unseal(sealed: SealedSecret, binding: SealBinding): Promise<Secret>;
  /** Ed25519 seed (32 bytes, RFC 8032) that signs this installation's proofs of enforcement; made at its first use. */
  proofSigningSeed(): Promise<Buffer>;
  /** The same for audit checkpoints and evidence of access reviews: a key of its own, so that none of them passes for the other. */
  auditSigningSeed(): Promise<Buffer>;
  /** Moves data keys and instance secrets to the current key-encryption key; safe to run in several processes at once. */
  rewrap(): Promise<RewrapProgress>;
}
