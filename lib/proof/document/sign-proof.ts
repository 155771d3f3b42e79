import { createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";
import { canonicalJson } from "@/lib/canonical-json";
import type { ProofDocument, SignedProof } from "./proof-document";

/** What comes before a raw Ed25519 seed in PKCS #8 DER (RFC 8410, section 7). */
const PKCS8_HEAD = Buffer.from("302e020100300506032b657004220420", "hex");
const PUBLIC_KEY_BYTES = 32;

/** The document with its signature. `seed` is the installation's Ed25519 seed, 32 bytes. */
export function signProof(document: ProofDocument, seed: Buffer): SignedProof {
  const privateKey = privateKeyOf(seed);
  const signature = sign(null, Buffer.from(canonicalJson(document)), privateKey).toString("base64url");
  return { document, signature, publicKey: rawPublicKey(privateKey) };
}

/** The public key that goes with the seed, base64url: what an auditor notes down once. */
export function proofPublicKey(seed: Buffer): string {
  return rawPublicKey(privateKeyOf(seed));
}

function privateKeyOf(seed: Buffer): KeyObject {
  return createPrivateKey({ key: Buffer.concat([PKCS8_HEAD, seed]), format: "der", type: "pkcs8" });
}

function rawPublicKey(privateKey: KeyObject): string {
  const spki = createPublicKey(privateKey).export({ format: "der", type: "spki" });
  return spki.subarray(spki.length - PUBLIC_KEY_BYTES).toString("base64url");
}
