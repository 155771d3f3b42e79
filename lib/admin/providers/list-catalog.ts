import type { CatalogProvider } from "@/lib/admin-api/schemas/providers";
import { CATALOG, catalogAdapter } from "@/lib/providers/catalog/catalog";
import { CATALOG_SOURCES, type CatalogEntry } from "@/lib/providers/catalog/schema";
import { QUIRKS } from "@/lib/providers/openai-compatible/quirks";
import { defineRead, inOrganization } from "../define-verb";
import { summarizeAdapter } from "./adapter-summary";

/** Services that are added by picking them and pasting a key. */
export const listCatalog = defineRead({
  name: "providers.list_catalog",
  permission: "providers:read",
  locate: inOrganization,
  read: async (): Promise<CatalogProvider[]> => CATALOG.flatMap(showEntry),
});

function showEntry(entry: CatalogEntry): CatalogProvider[] {
  const adapter = catalogAdapter(entry.id);
  if (adapter === undefined) return [];
  const { kind, baseUrl, fields = [], docs, source, verified, quirks = [] } = entry;
  const addressFields = fields.map(({ options, ...field }) => (options === undefined ? field : { ...field, options }));
  return [
    {
      ...summarizeAdapter(adapter),
      kind,
      address: baseUrl,
      addressFields,
      docsUrl: docs,
      source: CATALOG_SOURCES[source],
      verified,
      quirks: quirks.map((quirk) => QUIRKS[quirk]),
    },
  ];
}
