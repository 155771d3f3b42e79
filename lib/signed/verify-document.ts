import { createHash, createPublicKey, verify } from "node:crypto";
import { canonicalJson } from "@/lib/canonical-json";
import type { SignedDocument } from "./sign-document";

/** What comes before a raw Ed25519 public key in SPKI DER (RFC 8410, section 4). */
const SPKI_HEAD = Buffer.from("302a300506032b6570032100", "hex");
const PUBLIC_KEY_BYTES = 32;

export type SignedVerdict =
  | { kind: "valid"; fingerprint: string }
  /** Somebody changed the document, the signature or the key after it was signed. */
  | { kind: "changed" }
  /** Signed by another key than the one that was expected. */
  | { kind: "other_key"; fingerprint: string }
  /** Not a signed document at all. */
  | { kind: "unreadable"; why: string };

/**
 * Whether `signed` is what was signed; needs no server. With `expectedKey` (base64url) it must also be signed by exactly that key:
 * a document vouches for itself with the key inside it, so only a key noted down elsewhere says whose it is.
 */
export function verifyDocument(signed: unknown, expectedKey?: string): SignedVerdict {
  if (!isSigned(signed)) return { kind: "unreadable", why: "it has no document, signature and publicKey" };
  const raw = Buffer.from(signed.publicKey, "base64url");
  if (raw.length !== PUBLIC_KEY_BYTES) return { kind: "unreadable", why: "its public key is not 32 bytes" };
  const key = createPublicKey({ key: Buffer.concat([SPKI_HEAD, raw]), format: "der", type: "spki" });
  const bytes = Buffer.from(canonicalJson(signed.document));
  if (!verify(null, bytes, key, Buffer.from(signed.signature, "base64url"))) return { kind: "changed" };
  const fingerprint = keyFingerprint(signed.publicKey);
  if (expectedKey !== undefined && !sameKey(expectedKey, raw)) return { kind: "other_key", fingerprint };
  return { kind: "valid", fingerprint };
}

/** A public key as people compare it: SHA-256, the first 16 hex digits in groups of four. */
export function keyFingerprint(publicKey: string): string {
  const hex = createHash("sha256").update(Buffer.from(publicKey, "base64url")).digest("hex").slice(0, 16);
  return hex.replaceAll(/(.{4})(?=.)/g, "$1 ");
}

function sameKey(expected: string, raw: Buffer): boolean {
  return Buffer.from(expected.trim(), "base64url").equals(raw);
}

function isSigned(value: unknown): value is SignedDocument<unknown> {
  if (value === null || typeof value !== "object") return false;
  if (!("document" in value && "signature" in value && "publicKey" in value)) return false;
  const { document, signature, publicKey } = value;
  return (
    document !== null && typeof document === "object" && typeof signature === "string" && typeof publicKey === "string"
  );
}
