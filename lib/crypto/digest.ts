import { createHmac, timingSafeEqual } from "node:crypto";

/**
 * `HMAC-SHA-256(pepper, token)`, 32 bytes: all that is kept of a virtual key, an API token or a sign-in link. The tokens have 256
 * random bits, so no stretching is needed; the pepper keeps a reader of the database from testing guesses or planting rows.
 */
export function digestToken(token: string, pepper: Buffer): Buffer {
  return createHmac("sha256", pepper).update(token).digest();
}

/** Constant-time comparison of two digests; false for different lengths. */
export function digestsEqual(left: Uint8Array, right: Uint8Array): boolean {
  return left.byteLength === right.byteLength && timingSafeEqual(left, right);
}

const FINGERPRINT_CHARACTERS = 12;

/** What a log may keep of a secret: enough to tell two apart, nothing to guess it by (the first 48 bits of its peppered digest, hex). */
export function fingerprintOf(secret: string, pepper: Buffer): string {
  return digestToken(secret, pepper).toString("hex").slice(0, FINGERPRINT_CHARACTERS);
}
