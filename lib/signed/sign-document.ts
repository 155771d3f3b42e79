import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { canonicalJson } from "@/lib/canonical-json";

/** What comes before a raw Ed25519 seed in PKCS #8 DER (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_KEY_BYTES = 32;

/** A document with what proves that it is unchanged. */
export interface SignedDocument<Document> {
  document: Document;
  /** Ed25519 over the canonical JSON of `document` (lib/canonical-json.ts), base64url. */
  signature: string;
  /** The raw 32 bytes of the installation's public key, base64url. */
  publicKey: string;
}

/** The document with its signature. `seed` is a seed of the installation, 32 bytes. */
export function signDocument<Document>(document: Document, seed: Buffer): SignedDocument<Document> {
  const privateKey = privateKeyOf(seed);
  const signature = sign(null, Buffer.from(canonicalJson(document)), privateKey).toString("base64url");
  return { document, signature, publicKey: rawPublicKey(privateKey) };
}

/** The public key that goes with the seed, base64url: what an auditor notes down once. */
export function publicKeyOf(seed: Buffer): string {
  return rawPublicKey(privateKeyOf(seed));
}

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
}

function rawPublicKey(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return spki.subarray(spki.length - PUBLIC_KEY_BYTES).toString("base64url");
}
