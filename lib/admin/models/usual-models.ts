import type { ModelCapabilities } from "@/db/schema";
import { type CatalogModel, catalogModels } from "@/lib/pricing/catalog";
import { findAdapter } from "@/lib/providers/registry";

export type UsualModel = CatalogModel<ModelCapabilities>;

/** The usual models of a kind of provider with what its adapter and the price library know of each. */
export function usualModels(adapterId: string): UsualModel[] {
  return catalogModels<ModelCapabilities>(adapterId, findAdapter(adapterId)?.describeModel);
}

/** What is known of one upstream model, also of one the price library does not have. */
export function knownFactsOf(adapterId: string, upstreamModel: string): Partial<UsualModel> {
  const usual = usualModels(adapterId).find((known) => known.upstreamModel === upstreamModel);
  return usual ?? findAdapter(adapterId)?.describeModel?.(upstreamModel) ?? {};
}
