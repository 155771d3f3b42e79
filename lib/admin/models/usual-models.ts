import type { ModelCapabilities } from "@/db/schema";
import { type CatalogModel, catalogModels } from "@/lib/pricing/catalog";

/** The usual models of a kind of provider with what is known of each. */
export function usualModels(adapterId: string): CatalogModel<ModelCapabilities>[] {
  return catalogModels<ModelCapabilities>(adapterId);
}
