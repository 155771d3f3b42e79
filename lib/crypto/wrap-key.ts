import { additionalData, decrypt, encrypt } from "./aes-gcm";
import type { KeyEncryptionKey } from "./key-encryption-key";

const NONCE_BYTES = 12;

/** The row a wrapped key lives in; it opens nowhere else. */
export interface WrapPlace {
  table: "data_key" | "instance_secret";
  rowId: string;
}

/** `key` under the key-encryption key, as nonce ‖ ciphertext ‖ tag. */
export function wrapKey(kek: KeyEncryptionKey, key: Buffer, place: WrapPlace): Buffer {
  const { nonce, ciphertext } = encrypt(kek.key, key, wrapData(kek, place));
  return Buffer.concat([nonce, ciphertext]);
}

/** The key again. Throws when it was wrapped by another key-encryption key or for another row. */
export function unwrapKey(kek: KeyEncryptionKey, wrapped: Uint8Array, place: WrapPlace): Buffer {
  const bytes = Buffer.from(wrapped);
  const sealed = { nonce: bytes.subarray(0, NONCE_BYTES), ciphertext: bytes.subarray(NONCE_BYTES) };
  return decrypt(kek.key, sealed, wrapData(kek, place));
}

function wrapData(kek: KeyEncryptionKey, place: WrapPlace): string {
  return additionalData(["wrap-v1", place.table, place.rowId, kek.id]);
}
