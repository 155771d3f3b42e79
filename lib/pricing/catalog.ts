import { calcPrice, findProvider, type ModelPrice } from "@pydantic/genai-prices";
import type { ModelKind } from "@/lib/llm/model-kind";
import { CATALOG_SOURCES, type CatalogSource } from "./catalog-sources";
import { type CatalogTier, catalogTiers } from "./catalog-tiers";

/** Goes into every price version that came from here; a test keeps it in step with the installed library. */
export const CATALOG_VERSION = "genai-prices@0.1.8";

/** What the built-in simulated provider pretends to cost, so that budgets and charts have something to show. */
const SIMULATED_PRICE: ModelPrice = { input_mtok: 0.5, cache_read_mtok: 0.05, output_mtok: 2 };
const SIMULATED = "simulated";

export interface CatalogPrice {
  tiers: CatalogTier[];
  /** `genai-prices@x.y.z` or `simulated`. */
  source: string;
}

/** What an adapter knows of a model (`ProviderAdapter.describeModel`). */
export interface ModelFacts<Capabilities> {
  kind?: ModelKind;
  maxOutputTokens: number | null;
  capabilities: Capabilities;
}

export interface CatalogModel<Capabilities> extends ModelFacts<Capabilities> {
  upstreamModel: string;
  title: string;
  contextWindow: number | null;
}

/** The library's price of a model as of `at`; of prices that change by date or hour, the one in force then. Null when it has none. */
export function catalogPriceOf(adapterId: string, upstreamModel: string, at = new Date()): CatalogPrice | null {
  if (adapterId === SIMULATED) return priced(SIMULATED_PRICE, { soundAtTextPrice: true, speaks: true }, SIMULATED);
  const source = CATALOG_SOURCES.get(adapterId);
  if (source === undefined) return null;
  const found = calcPrice({}, upstreamModel, { providerId: source.libraryId, timestamp: at });
  if (found === null || isAnotherKind(upstreamModel, found.model.id)) return null;
  const draws = source.draws?.test(upstreamModel) === true;
  const speaks = source.speaks?.test(upstreamModel) === true;
  return priced(found.model_price, { soundAtTextPrice: source.soundAtTextPrice, draws, speaks }, CATALOG_VERSION);
}

/** Words that make a model another one, with prices of its own. */
const KIND_WORDS = ["tts", "image", "live", "audio", "embedding", "transcribe", "realtime"];

/** The library finds names by how they begin: a model it does not know yet must not be priced as the one it was made from. */
function isAnotherKind(asked: string, found: string): boolean {
  return KIND_WORDS.some((word) => asked.includes(word) && !found.includes(word));
}

/**
 * The usual models of an adapter, newest names first; empty when there is no catalog for it. `describeModel` adds what the adapter
 * knows of each; prices and adapters do not know each other, so the caller brings the two together.
 */
export function catalogModels<Capabilities extends object = Record<string, never>>(
  adapterId: string,
  describeModel?: (upstreamModel: string) => ModelFacts<Capabilities>,
): CatalogModel<Partial<Capabilities>>[] {
  return knownModels(adapterId).map((model) => ({
    ...model,
    ...(describeModel?.(model.upstreamModel) ?? { maxOutputTokens: null, capabilities: {} }),
  }));
}

function knownModels(adapterId: string): { upstreamModel: string; title: string; contextWindow: number | null }[] {
  if (adapterId === SIMULATED) return [{ upstreamModel: SIMULATED, title: "Simulated", contextWindow: 128_000 }];
  const source = CATALOG_SOURCES.get(adapterId);
  const provider = source && findProvider({ providerId: source.libraryId });
  if (source === undefined || provider === undefined) return [];
  return provider.models
    .filter(({ id, deprecated }) => !deprecated && isOffered(id, source))
    .map(({ id, name, context_window }) => ({
      upstreamModel: id,
      title: name ?? id,
      contextWindow: context_window ?? null,
    }))
    .toSorted((one, other) => other.upstreamModel.localeCompare(one.upstreamModel, "en", { numeric: true }));
}

function isOffered(id: string, { chatModels, notChat, taskModels }: CatalogSource): boolean {
  return (chatModels.test(id) && !notChat.test(id)) || taskModels?.test(id) === true;
}

function priced(
  price: ModelPrice,
  options: { soundAtTextPrice: boolean; draws?: boolean; speaks: boolean },
  source: string,
): CatalogPrice | null {
  const tiers = catalogTiers(price, options);
  return tiers === null ? null : { tiers, source };
}
