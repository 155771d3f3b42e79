import type { AdminContext } from "@/lib/admin/context";
import { createModel } from "@/lib/admin/models/create-model";
import { usualModels } from "@/lib/admin/models/usual-models";
import { createProvider } from "@/lib/admin/providers/create-provider";
import type { Secret } from "@/lib/crypto/secret";
import type { ProviderAdapter } from "@/lib/providers/contract";
import { ADAPTERS } from "@/lib/providers/registry";

/**
 * Adds every provider whose key the environment holds, sealed, with its usual models at the library's prices. `keys` is by the
 * lower-case name before `_API_KEY`; keys of nobody we know are left alone.
 */
export async function addProviderKeys(context: AdminContext, keys: Readonly<Record<string, Secret>>): Promise<void> {
  const taken = new Set<string>();
  for (const adapter of ADAPTERS) {
    const key = keys[keyNameOf(adapter)];
    if (key === undefined || adapter.baseUrl === undefined) continue;
    const provider = await createProvider.run(context, () => ({
      adapter: adapter.id,
      name: adapter.title,
      credential: { name: "From the environment", apiKey: key.reveal() },
    }));
    for (const { upstreamModel } of usualModels(adapter.id)) {
      if (taken.has(upstreamModel)) continue;
      taken.add(upstreamModel);
      const deployments = [{ providerId: provider.id, upstreamModel }];
      await createModel.run(context, () => ({ name: upstreamModel, deployments }));
    }
  }
}

function keyNameOf(adapter: ProviderAdapter): string {
  return adapter.environmentVariable?.replace(/_API_KEY$/, "").toLowerCase() ?? adapter.id;
}
