import type { ProviderAdapter } from "../contract";
import { openAiCompatible } from "../openai-compatible/open-ai-compatible";
import entries from "./providers.json";
import { type CatalogEntry, catalog } from "./schema";

/** Every provider and host that speaks Chat Completions and has no folder of its own, in the order of the data. */
export const CATALOG: readonly CatalogEntry[] = catalog.parse(entries);

const adapters = new Map<string, ProviderAdapter>();

/** The adapter of a catalog entry, made when it is first asked for; undefined for an id the catalog does not have. */
export function catalogAdapter(id: string): ProviderAdapter | undefined {
  const known = adapters.get(id);
  if (known !== undefined) return known;
  const entry = CATALOG.find((candidate) => candidate.id === id);
  if (entry === undefined) return undefined;
  const adapter = toAdapter(entry);
  adapters.set(id, adapter);
  return adapter;
}

/** An address with fields is left to the operator. */
function toAdapter(entry: CatalogEntry): ProviderAdapter {
  const { id, title, baseUrl, fields, credential, keyHeader, quirks, environmentVariable } = entry;
  return openAiCompatible({
    id,
    title,
    ...(fields === undefined ? { baseUrl } : {}),
    ...(credential === undefined ? {} : { credential }),
    ...(keyHeader === undefined ? {} : { keyHeader }),
    ...(quirks === undefined ? {} : { quirks }),
    ...(environmentVariable === undefined ? {} : { environmentVariable }),
  });
}
