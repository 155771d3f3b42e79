import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import { insertCredential } from "@/db/queries/providers/insert-credential";
import type { AddCredentialInput } from "@/lib/admin-api/schemas/providers";
import { newId } from "@/lib/crypto/new-id";
import type { AdminContext } from "../context";
import { defineChange } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { adapterOf } from "./adapter-of";
import { originOf } from "./base-url";
import { requireOrigin, showOneCredential } from "./credential-change";
import { lockProvider } from "./locate-provider";
import { type SealedCredential, sealCredential } from "./seal-credential";

type Input = AddCredentialInput & { providerId: string };

interface PreparedCredential {
  providerId: string;
  name: string;
  /** Null: the provider was not there when the credential was sealed. */
  sealed: SealedCredential | null;
}

const insertPrepared = defineChange({
  name: "providers.add_credential",
  permission: "providers:write",
  policy: "enforced",
  kind: "provider",
  locate: lockProvider,
  async change(work, provider: ProviderRow, { name, sealed }: PreparedCredential) {
    const credential = requireOrigin(provider, sealed);
    await insertCredential(work.run, work.organizationId, { ...credential, name, providerId: provider.id });
    const { id, last4, allowedOrigin, fingerprint } = credential;
    return {
      result: await showOneCredential(work, provider.id, id),
      audit: {
        targetKind: "credential",
        targetId: id,
        before: null,
        after: { providerId: provider.id, name, last4, allowedOrigin, fingerprint },
      },
    };
  },
});

/** Adds a credential to a provider, sealed to the provider's origin. Its value can never be read again. */
export const addCredential = preparedVerb(insertPrepared, prepare);

async function prepare(context: AdminContext, input: Input): Promise<PreparedCredential> {
  const { providerId, name, apiKey } = input;
  const provider = await findProvider(context.database.orm, context.actor.organizationId, { id: providerId });
  if (provider === null) return { providerId, name, sealed: null };
  const allowedOrigin = originOf(provider.baseUrl);
  const bound = { id: newId("crd"), apiKey, allowedOrigin, path: "apiKey" };
  return { providerId, name, sealed: await sealCredential(context, adapterOf(provider), bound) };
}
