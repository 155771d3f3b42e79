import type { Database } from "@/db/client";
import type { SealedSecret } from "@/db/schema/provider";
import { AppError } from "@/lib/errors/app-error";
import { additionalData, decrypt, encrypt } from "./aes-gcm";
import { type DataKeys, openDataKeys } from "./data-keys";
import type { KeptKeys } from "./kept-keys";
import { deriveKeyEncryptionKey } from "./key-encryption-key";
import type { Keyring, SealBinding } from "./keyring-contract";
import { loadInstanceSecret } from "./load-instance-secret";
import { rewrapAll } from "./rewrap";
import { Secret } from "./secret";

/**
 * Envelope encryption on `database`: GATEHOUSE_SECRET → key-encryption key → one data key per organization → sealed values, and the
 * wrapped pepper of all digests. `previous` opens what was wrapped before a rotation. Throws KeyringError when neither opens the database.
 * `kept` are its rows as they were last known: with them it opens while the database is away.
 */
export async function openKeyring(
  database: Database,
  secrets: { current: Secret; previous: Secret | null },
  kept: KeptKeys | null = null,
): Promise<Keyring> {
  const current = deriveKeyEncryptionKey(secrets.current);
  const keks = { current, previous: secrets.previous && deriveKeyEncryptionKey(secrets.previous) };
  const { bytes: pepper, version } = await loadInstanceSecret(database, keks, "pepper", kept?.pepper ?? null);
  const dataKeys = openDataKeys(database, keks, kept?.dataKeys ?? []);
  return {
    pepper,
    pepperVersion: version,
    authSecret: current.authSecret,
    kekId: current.id,
    ready: (organizationId) => dataKeys.ready(organizationId),
    seal: (plain, binding) => seal(dataKeys, plain, binding),
    unseal: (sealed, binding) => unseal(dataKeys, sealed, binding),
    proofSigningSeed: async () => (await loadInstanceSecret(database, keks, "proof_signing")).bytes,
    auditSigningSeed: async () => (await loadInstanceSecret(database, keks, "audit_signing")).bytes,
    rewrap: () => rewrapAll(database, keks),
  };
}

async function seal(dataKeys: DataKeys, plain: Secret, binding: SealBinding): Promise<SealedSecret> {
  const dataKey = await dataKeys.current(binding.organizationId);
  const { nonce, ciphertext } = encrypt(dataKey.key, Buffer.from(plain.reveal()), sealData(binding, dataKey.id));
  return { v: 1, dataKeyId: dataKey.id, nonce: nonce.toString("base64"), ciphertext: ciphertext.toString("base64") };
}

async function unseal(dataKeys: DataKeys, sealed: SealedSecret, binding: SealBinding): Promise<Secret> {
  const dataKey = await dataKeys.find(binding.organizationId, sealed.dataKeyId);
  if (dataKey === null) throw unavailable(binding, "its data key is gone or belongs to another organization");
  try {
    const parts = { nonce: Buffer.from(sealed.nonce, "base64"), ciphertext: Buffer.from(sealed.ciphertext, "base64") };
    return new Secret(decrypt(dataKey.key, parts, sealData(binding, dataKey.id)).toString("utf8"));
  } catch (cause) {
    throw unavailable(binding, "it was not sealed for this row, organization, field and origin", cause);
  }
}

function sealData(binding: SealBinding, dataKeyId: string): string {
  const { table, rowId, organizationId, field, allowedOrigin } = binding;
  return additionalData(["v1", table, rowId, organizationId, field, allowedOrigin, dataKeyId]);
}

function unavailable(binding: SealBinding, why: string, cause?: unknown): AppError {
  return new AppError(
    "credential_unavailable",
    "The provider's credential cannot be opened. Ask an admin to enter it again.",
    {
      internal: `${binding.table} ${binding.rowId}.${binding.field}: ${why}`,
      cause,
    },
  );
}
