import { createHash, hkdfSync, randomUUID } from "node:crypto";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import { decrypt, encrypt } from "./aes-gcm";
import type { Secret } from "./secret";

const MAGIC = Buffer.from("GHSEAL1\n");
const KEY_ID_BYTES = 8;
const NONCE_BYTES = 12;
const OWNER_ONLY = 0o600;

/**
 * Writes `plain` sealed under a key derived from GATEHOUSE_SECRET (HKDF-SHA-256, AES-256-GCM), bound to `purpose`. The file is
 * replaced whole or not at all, and only its owner may read it. Throws what the file system throws.
 */
export async function writeSealedFile(
  path: string,
  purpose: string,
  content: { plain: Buffer; secret: Secret },
): Promise<void> {
  const key = fileKey(content.secret, purpose);
  const { nonce, ciphertext } = encrypt(key, content.plain, purpose);
  const draft = `${path}.${randomUUID()}`;
  await mkdir(dirname(path), { recursive: true });
  try {
    await writeFile(draft, Buffer.concat([MAGIC, idOf(key), nonce, ciphertext]), { mode: OWNER_ONLY });
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
}

/**
 * What was sealed for `purpose` under one of `secrets`; null when there is no such file. Throws when it was made under another
 * secret, or was changed.
 */
export async function readSealedFile(
  path: string,
  purpose: string,
  secrets: readonly Secret[],
): Promise<Buffer | null> {
  const bytes = await readFile(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === "ENOENT") return null;
    throw error;
  });
  if (bytes === null) return null;
  const keyId = bytes.subarray(MAGIC.length, MAGIC.length + KEY_ID_BYTES);
  const key = secrets.map((secret) => fileKey(secret, purpose)).find((candidate) => idOf(candidate).equals(keyId));
  if (!bytes.subarray(0, MAGIC.length).equals(MAGIC) || key === undefined) {
    throw new Error(`${path} was not sealed under this GATEHOUSE_SECRET`);
  }
  const rest = bytes.subarray(MAGIC.length + KEY_ID_BYTES);
  return decrypt(key, { nonce: rest.subarray(0, NONCE_BYTES), ciphertext: rest.subarray(NONCE_BYTES) }, purpose);
}

function fileKey(secret: Secret, purpose: string): Buffer {
  return Buffer.from(hkdfSync("sha256", secret.reveal(), "gatehouse", `sealed file v1: ${purpose}`, 32));
}

/** Says nothing about the key. */
function idOf(key: Buffer): Buffer {
  return createHash("sha256").update("key id").update(key).digest().subarray(0, KEY_ID_BYTES);
}
