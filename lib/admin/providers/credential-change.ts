import type { ProviderRow } from "@/db/queries/providers/find-provider";
import { type CredentialRow, listCredentials } from "@/db/queries/providers/list-credentials";
import type { CredentialSummary } from "@/lib/admin-api/schemas/providers";
import { AdminError, notFound } from "@/lib/errors/admin-error";
import type { Work } from "../context";
import { originOf } from "./base-url";
import type { SealedCredential } from "./seal-credential";
import { showCredential } from "./show-provider";

/** The sealed credential, unless the provider has moved to another origin since it was sealed. Throws AdminError `conflict`. */
export function requireOrigin(provider: ProviderRow, sealed: SealedCredential | null): SealedCredential {
  if (sealed !== null && sealed.allowedOrigin === originOf(provider.baseUrl)) return sealed;
  throw new AdminError(
    "conflict",
    "Somebody else changed this provider's address at the same time. Look at it again and retry.",
  );
}

/** One credential of a provider. Throws AdminError `not_found`. */
export async function findCredential(work: Work, providerId: string, credentialId: string): Promise<CredentialRow> {
  const rows = await listCredentials(work.run, work.organizationId, [providerId]);
  const row = rows.find((credential) => credential.id === credentialId);
  if (row === undefined) throw notFound("credential");
  return row;
}

export async function showOneCredential(work: Work, providerId: string, id: string): Promise<CredentialSummary> {
  return showCredential(await findCredential(work, providerId, id));
}
