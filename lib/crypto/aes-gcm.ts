import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** AES-256-GCM under a fresh random 96-bit nonce (NIST SP 800-38D); the 128-bit tag is appended to the ciphertext. */
export function encrypt(key: Buffer, plain: Buffer, aad: string): { nonce: Buffer; ciphertext: Buffer } {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", key, nonce, { authTagLength: TAG_BYTES });
  cipher.setAAD(Buffer.from(aad));
  return { nonce, ciphertext: Buffer.concat([cipher.update(plain), cipher.final(), cipher.getAuthTag()]) };
}

/** Opens what `encrypt` gave. Throws when key, nonce, additional data or ciphertext is not what it was. */
export function decrypt(key: Buffer, sealed: { nonce: Buffer; ciphertext: Buffer }, aad: string): Buffer {
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.nonce, { authTagLength: TAG_BYTES });
  const end = sealed.ciphertext.length - TAG_BYTES;
  decipher.setAAD(Buffer.from(aad));
  decipher.setAuthTag(sealed.ciphertext.subarray(end));
  return Buffer.concat([decipher.update(sealed.ciphertext.subarray(0, end)), decipher.final()]);
}

/** Additional data from its parts, so that no two lists of parts give the same text. */
export function additionalData(parts: readonly string[]): string {
  return parts.map(encodeURIComponent).join("|");
}
