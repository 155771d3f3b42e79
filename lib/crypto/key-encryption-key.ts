import { hkdfSync } from "node:crypto";
import { Secret } from "./secret";

const SALT = "gatehouse";
const KEY_BYTES = 32;

/** What GATEHOUSE_SECRET becomes: the key that wraps other keys, its fingerprint, and the secret of next-auth's cookies. */
export interface KeyEncryptionKey {
  /** `kek_` and 16 hex digits; says nothing about the key. */
  id: string;
  key: Buffer;
  authSecret: Secret;
}

/** Derives all three by HKDF-SHA-256 (RFC 5869), each under its own label. */
export function deriveKeyEncryptionKey(root: Secret): KeyEncryptionKey {
  return {
    id: `kek_${derive(root, "key-encryption-key id v1", 8).toString("hex")}`,
    key: derive(root, "key-encryption-key v1", KEY_BYTES),
    authSecret: new Secret(derive(root, "next-auth v1", KEY_BYTES).toString("base64url")),
  };
}

function derive(root: Secret, label: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", root.reveal(), SALT, label, bytes));
}
