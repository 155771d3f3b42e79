import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import { replaceCredentialValue } from "@/db/queries/providers/replace-credential-value";
import type { ReplaceCredentialInput } from "@/lib/admin-api/schemas/providers";
import type { AdminContext } from "../context";
import { defineChange } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { adapterOf } from "./adapter-of";
import { originOf } from "./base-url";
import { findCredential, requireOrigin, showOneCredential } from "./credential-change";
import { lockProvider } from "./locate-provider";
import { type SealedCredential, sealCredential } from "./seal-credential";

type Input = ReplaceCredentialInput & { providerId: string; credentialId: string };

interface PreparedReplacement {
  providerId: string;
  credentialId: string;
  name: string | undefined;
  /** Null: the provider was not there when the credential was sealed. */
  sealed: SealedCredential | null;
}

const writePrepared = defineChange({
  name: "providers.replace_credential",
  permission: "providers:write",
  policy: "enforced",
  kind: "provider",
  locate: lockProvider,
  async change(work, provider: ProviderRow, { credentialId, name, sealed }: PreparedReplacement) {
    const old = await findCredential(work, provider.id, credentialId);
    const credential = requireOrigin(provider, sealed);
    await replaceCredentialValue(work.run, work.organizationId, { ...credential, name });
    const { last4, allowedOrigin, fingerprint } = credential;
    return {
      result: await showOneCredential(work, provider.id, credentialId),
      audit: {
        targetKind: "credential",
        targetId: credentialId,
        before: { name: old.name, last4: old.last4, allowedOrigin: old.allowedOrigin },
        after: { name: name ?? old.name, last4, allowedOrigin, fingerprint },
      },
    };
  },
});

/** Puts another API key into a credential: everything that calls with it uses the new one from then on. */
export const replaceCredential = preparedVerb(writePrepared, prepare);

async function prepare(context: AdminContext, input: Input): Promise<PreparedReplacement> {
  const { providerId, credentialId, name, apiKey } = input;
  const provider = await findProvider(context.database.orm, context.actor.organizationId, { id: providerId });
  if (provider === null) return { providerId, credentialId, name, sealed: null };
  const bound = { id: credentialId, apiKey, allowedOrigin: originOf(provider.baseUrl), path: "apiKey" };
  return { providerId, credentialId, name, sealed: await sealCredential(context, adapterOf(provider), bound) };
}
