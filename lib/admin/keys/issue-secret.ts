import { insertKeySecret } from "@/db/queries/keys/write-key";
import { personIdOf } from "@/lib/auth/actor";
import { digestToken, fingerprintOf } from "@/lib/crypto/digest";
import { newId } from "@/lib/crypto/new-id";
import type { Secret } from "@/lib/crypto/secret";
import { mintVirtualKeySecret } from "@/lib/crypto/virtual-key";
import type { Work } from "../context";

/** Gives a key a new secret. Only its digest is kept, so the caller must show it now or never; logs know it by its fingerprint. */
export async function issueSecret(
  work: Work,
  key: { id: string; publicId: string },
  notAfter?: Date,
): Promise<{ id: string; secret: Secret; fingerprint: string }> {
  const secret = mintVirtualKeySecret(key.publicId);
  const id = newId("sec");
  await insertKeySecret(work.run, {
    id,
    keyId: key.id,
    digest: digestToken(secret.reveal(), work.keyring.pepper),
    pepperVersion: work.keyring.pepperVersion,
    last4: secret.reveal().slice(-4),
    createdBy: personIdOf(work.actor),
    ...(notAfter === undefined ? {} : { notAfter }),
  });
  return { id, secret, fingerprint: fingerprintOf(secret.reveal(), work.keyring.pepper) };
}
