import { findModelNamed } from "@/db/queries/models/find-model";
import { listCurrentPrices } from "@/db/queries/models/list-current-prices";
import { listDeployments } from "@/db/queries/models/list-deployments";
import type { PriceVersionRow } from "@/db/queries/models/list-price-versions";
import { type ExploredGroup, rankGroups } from "@/db/queries/usage/explore-usage";
import type { CostWhatIf, CostWhatIfFilter } from "@/lib/admin-api/schemas/usage";
import { invalidField } from "@/lib/errors/admin-error";
import { totalTokens } from "@/lib/llm/usage";
import { usdFromMicros } from "@/lib/money";
import { toPrice } from "@/lib/policy/to-price";
import type { Price } from "@/lib/pricing/contract";
import { reprice, type Supposition } from "@/lib/pricing/reprice";
import type { Work } from "../context";
import { anywhere, defineRead } from "../define-verb";
import { readableRecords } from "../requests/record-reader";
import { readSpan } from "./span";

const MOST_MODELS = 500;

/** What a period would have cost with another model's price, another cache hit rate, or calls answered without a provider. */
export const getCostWhatIf = defineRead({
  name: "usage.what_if",
  permission: "usage:read",
  locate: anywhere,
  async read(work, _target, input: CostWhatIfFilter): Promise<CostWhatIf> {
    const span = await readSpan(work, input);
    const scope = readableRecords(work, "usage:read");
    const { filter, previousFilter: previous, bucketing } = span;
    const query = { filter, previous, by: "model" as const, tagName: "", bucketing, limit: MOST_MODELS };
    const groups = (await rankGroups(work.database, scope, query)).filter((group) => group.requests > 0);
    const prices = await priceBook(work, groups, input.asModel ?? null);
    const suppose: Supposition = {
      promptCachePercent: input.promptCachePercent ?? null,
      answeredPercent: input.answeredPercent,
    };
    const lines = groups.map((group) => lineOf(group, prices.of(group.id), suppose));
    const supposed = lines.map((line) => line.supposedMicros);
    const known = supposed.every((micros) => micros !== null);
    return {
      from: span.period.from.toISOString(),
      to: span.period.to.toISOString(),
      asModel: prices.shown,
      actualUsd: usdFromMicros(groups.reduce((sum, group) => sum + group.costMicros, 0n)),
      supposedUsd: known ? usdFromMicros(supposed.reduce((sum: bigint, micros) => sum + (micros ?? 0n), 0n)) : null,
      lines: lines.map(({ supposedMicros, ...line }) => ({
        ...line,
        supposedUsd: supposedMicros === null ? null : usdFromMicros(supposedMicros),
      })),
    };
  },
});

interface PriceBook {
  /** The price a model's calls are supposed to have. */
  of(modelName: string | null): Price | null;
  shown: CostWhatIf["asModel"];
}

/** The one price all calls are supposed to have, or each model's own current one. */
async function priceBook(work: Work, groups: readonly ExploredGroup[], asModel: string | null): Promise<PriceBook> {
  const prices = await listCurrentPrices(work.run, work.organizationId);
  if (asModel !== null) {
    const price = await currentPrice(work, asModel, prices);
    if (price === null) throw invalidField("asModel", "there is no such model, or it has no price");
    return { of: () => price, shown: { name: asModel, priceVersionId: price.id, version: price.version } };
  }
  const own = new Map<string, Price | null>();
  for (const { id } of groups) if (id) own.set(id, await currentPrice(work, id, prices));
  return { of: (name) => own.get(name ?? "") ?? null, shown: null };
}

/** What the model's first deployment with a price costs now. */
async function currentPrice(work: Work, name: string, prices: readonly PriceVersionRow[]): Promise<Price | null> {
  const { run, organizationId } = work;
  const model = await findModelNamed(run, organizationId, name);
  if (model === null) return null;
  for (const { providerId, upstreamModel } of await listDeployments(run, organizationId, [model.id])) {
    const found = prices.find((price) => price.providerId === providerId && price.upstreamModel === upstreamModel);
    if (found !== undefined) return toPrice(found);
  }
  return null;
}

function lineOf(group: ExploredGroup, price: Price | null, suppose: Supposition) {
  const free = totalTokens(group.usage) === 0 && group.costMicros === 0n;
  const reached = { usage: group.usage, requests: group.requests - group.refused };
  return {
    model: group.id === "" || group.id === null ? null : group.id,
    requests: group.requests,
    tokens: totalTokens(group.usage),
    actualUsd: usdFromMicros(group.costMicros),
    supposedMicros: free ? 0n : price === null ? null : reprice(reached, price, suppose),
  };
}
