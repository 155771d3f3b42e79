import { findProvider } from "@/db/queries/providers/find-provider";
import { insertCredential } from "@/db/queries/providers/insert-credential";
import { insertProvider, type NewProvider } from "@/db/queries/providers/insert-provider";
import type { CreateProviderInput, ProviderDetail } from "@/lib/admin-api/schemas/providers";
import { newId } from "@/lib/crypto/new-id";
import type { AdminContext, Work } from "../context";
import { defineChange, inOrganization } from "../define-verb";
import { preparedVerb } from "../prepared-verb";
import { orNameTaken } from "../unique-violation";
import { checkSettings, namedAdapter } from "./adapter-of";
import { checkBaseUrl, originOf } from "./base-url";
import { type SealedCredential, sealCredential } from "./seal-credential";
import { showProviderDetail } from "./show-provider";

interface PreparedProvider {
  provider: NewProvider;
  credential: (SealedCredential & { name: string }) | null;
}

const insertPrepared = defineChange({
  name: "providers.create",
  permission: "providers:write",
  policy: "enforced",
  locate: inOrganization,
  async change(work, _target, { provider, credential }: PreparedProvider) {
    await orNameTaken(
      insertProvider(work.run, work.organizationId, provider),
      "provider_name",
      `A provider called "${provider.name}" exists already. Choose another name.`,
    );
    if (credential !== null) {
      await insertCredential(work.run, work.organizationId, { ...credential, providerId: provider.id });
    }
    const { id, ...after } = provider;
    return {
      result: await showInserted(work, id),
      audit: {
        targetKind: "provider",
        targetId: id,
        before: null,
        after: { ...after, ...auditedCredential(credential) },
      },
    };
  },
});

/** Adds a provider and, when given, its first credential, sealed to the provider's origin. */
export const createProvider = preparedVerb(insertPrepared, prepare);

async function prepare(context: AdminContext, input: CreateProviderInput): Promise<PreparedProvider> {
  const adapter = namedAdapter(input.adapter);
  const baseUrl = checkBaseUrl(adapter, input.baseUrl);
  const provider: NewProvider = {
    id: newId("prv"),
    adapter: adapter.id,
    name: input.name,
    baseUrl,
    simulated: originOf(baseUrl) === "simulated:",
    settings: checkSettings(adapter, input.settings ?? {}),
  };
  if (input.credential === undefined) return { provider, credential: null };
  const { apiKey, name } = input.credential;
  const bound = { id: newId("crd"), apiKey, allowedOrigin: originOf(baseUrl), path: "credential.apiKey" };
  return { provider, credential: { ...(await sealCredential(context, adapter, bound)), name: name ?? "Default" } };
}

async function showInserted(work: Work, id: string): Promise<ProviderDetail> {
  const row = await findProvider(work.run, work.organizationId, { id });
  if (row === null) throw new Error("an inserted provider is not there");
  return showProviderDetail(work, row);
}

function auditedCredential(credential: PreparedProvider["credential"]): Record<string, unknown> {
  if (credential === null) return {};
  const { id, name, last4, allowedOrigin, fingerprint } = credential;
  return { credential: { id, name, last4, allowedOrigin, fingerprint } };
}
