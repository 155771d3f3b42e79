import type { SealedSecret } from "@/db/schema";
import { credentialBinding } from "@/lib/crypto/credential-binding";
import { fingerprintOf } from "@/lib/crypto/digest";
import { Secret } from "@/lib/crypto/secret";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import type { ProviderAdapter } from "@/lib/providers/contract";
import type { AdminContext } from "../context";

/** A credential ready to store. */
export interface SealedCredential {
  id: string;
  sealed: SealedSecret;
  allowedOrigin: string;
  last4: string;
  /** What the audit log knows it by. */
  fingerprint: string;
}

/** A shorter key's last four characters would give too much of it away. */
const SHORTEST_SHOWN = 12;

/**
 * Checks an API key against its adapter and seals it to its row and origin. `path` names the field in errors.
 * Throws AdminError `invalid_request`, or `conflict` for a kind of provider without credentials.
 */
export async function sealCredential(
  context: Pick<AdminContext, "keyring" | "actor">,
  adapter: ProviderAdapter,
  credential: { id: string; apiKey: string; allowedOrigin: string; path: string },
): Promise<SealedCredential> {
  const { id, allowedOrigin, path } = credential;
  if (adapter.credentialSchema === null) throw new AdminError("conflict", `${adapter.title} needs no credential.`);
  const parsed = adapter.credentialSchema.safeParse({ apiKey: credential.apiKey });
  if (!parsed.success) throw invalidField(path, parsed.error.issues[0]?.message ?? "is not valid");
  const { apiKey } = parsed.data;
  const binding = credentialBinding(context.actor.organizationId, { id, allowedOrigin });
  const sealed = await context.keyring.seal(new Secret(apiKey), binding);
  const fingerprint = fingerprintOf(apiKey, context.keyring.pepper);
  return { id, sealed, allowedOrigin, last4: lastFourOf(apiKey), fingerprint };
}

/** Empty for what is too short to show any of, and for a key file, whose end says nothing. */
function lastFourOf(apiKey: string): string {
  return apiKey.length < SHORTEST_SHOWN || apiKey.endsWith("}") ? "" : apiKey.slice(-4);
}
