import { listModels } from "@/db/queries/models/list-models";
import type { ProviderRow } from "@/db/queries/providers/find-provider";
import { listProviderDeployments } from "@/db/queries/providers/list-provider-deployments";
import type { CatalogSuggestion } from "@/lib/admin-api/schemas/models";
import { catalogPriceOf } from "@/lib/pricing/catalog";
import { defineRead } from "../define-verb";
import { locateProvider } from "../providers/locate-provider";
import { showTiers } from "./price-tiers";
import { usualModels } from "./usual-models";

/** The usual models of a provider's kind, with which of them are called already. */
export const listCatalog = defineRead({
  name: "models.list_catalog",
  permission: "models:read",
  kind: "provider",
  locate: locateProvider,
  async read(work, provider: ProviderRow): Promise<CatalogSuggestion[]> {
    const called = await listProviderDeployments(work.run, work.organizationId, provider.id);
    const modelIdOf = new Map(called.map((deployment) => [deployment.upstreamModel, deployment.modelId]));
    const models = await listModels(work.run, work.organizationId);
    const modelNamed = new Map(models.map((model) => [model.name, model.id]));
    return usualModels(provider.adapter).map((known) => {
      const price = catalogPriceOf(provider.adapter, known.upstreamModel);
      return {
        upstreamModel: known.upstreamModel,
        name: known.upstreamModel,
        title: known.title,
        kind: known.kind ?? "chat",
        contextWindow: known.contextWindow,
        maxOutputTokens: known.maxOutputTokens,
        capabilities: known.capabilities,
        tiers: price === null ? null : showTiers(price.tiers),
        priceSource: price?.source ?? null,
        existingModelId: modelIdOf.get(known.upstreamModel) ?? null,
        sameNameModelId: modelNamed.get(known.upstreamModel) ?? null,
      };
    });
  },
});
