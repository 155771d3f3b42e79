import type { ModelRow } from "@/db/queries/models/find-model";
import type { ModelFactSources } from "@/lib/admin-api/schemas/models";
import { CATALOG_VERSION } from "@/lib/pricing/catalog";
import { findAdapter } from "@/lib/providers/registry";
import { knownFactsOf } from "./usual-models";

const BY_HAND = "operator";

interface KnownFacts {
  source: string;
  contextWindow?: number | null | undefined;
  maxOutputTokens?: number | null | undefined;
  capabilities?: Record<string, unknown> | undefined;
}

/**
 * Where each known fact of a model is from: the page its vendor says it on, the price library, or `operator` for what somebody set
 * or changed here. What is not known has no source.
 */
export function factSources(
  row: ModelRow,
  deployments: readonly { adapter: string; upstreamModel: string }[],
): ModelFactSources {
  const known = deployments.flatMap(knownOf);
  const sourceOf = (value: unknown, read: (facts: KnownFacts) => unknown) =>
    known.find((facts) => read(facts) === value)?.source ?? BY_HAND;
  const { contextWindow, maxOutputTokens, defaultMaxTokens } = row;
  const capabilities = Object.entries(row.capabilities).map(([name, value]) => [
    name,
    sourceOf(value, (facts) => facts.capabilities?.[name]),
  ]);
  return {
    ...Object.fromEntries(capabilities),
    ...(contextWindow === null ? {} : { contextWindow: sourceOf(contextWindow, (facts) => facts.contextWindow) }),
    ...(maxOutputTokens === null
      ? {}
      : { maxOutputTokens: sourceOf(maxOutputTokens, (facts) => facts.maxOutputTokens) }),
    ...(defaultMaxTokens === null ? {} : { defaultMaxTokens: BY_HAND }),
  };
}

/** The vendor's own page first; the library only knows windows. */
function knownOf({ adapter, upstreamModel }: { adapter: string; upstreamModel: string }): KnownFacts[] {
  const own = findAdapter(adapter)?.describeModel?.(upstreamModel);
  const { contextWindow } = knownFactsOf(adapter, upstreamModel);
  return [
    ...(own?.source === undefined ? [] : [{ ...own, capabilities: { ...own.capabilities }, source: own.source }]),
    ...(contextWindow === undefined ? [] : [{ contextWindow, source: CATALOG_VERSION }]),
  ];
}
