import { listPriceVersions } from "@/db/queries/models/list-price-versions";
import { findProvider, type ProviderRow } from "@/db/queries/providers/find-provider";
import type { SetPriceInput } from "@/lib/admin-api/schemas/models";
import { AdminError, invalidField } from "@/lib/errors/admin-error";
import { coversUpstream } from "@/lib/policy/wildcard";
import { catalogPriceOf } from "@/lib/pricing/catalog";
import type { Work } from "../context";
import { defineChange } from "../define-verb";
import { addPriceVersion, sourceOfTyped } from "./add-price-version";
import { type DeploymentOfModel, lockDeployment } from "./locate-model";
import { readTiers, showTiers } from "./price-tiers";
import { showPrice } from "./show-model";

type Input = { deploymentId: string; price: SetPriceInput };

/** Adds a price version that holds from now on, for every deployment of the same upstream model at the same provider. */
export const setPrice = defineChange({
  name: "prices.set",
  permission: "models:write",
  policy: "enforced",
  kind: "deployment",
  locate: lockDeployment,
  async change(work, { deployment }: DeploymentOfModel, { price }: Input) {
    const provider = await lockProviderOf(work, deployment);
    const of = { providerId: provider.id, upstreamModel: pricedName(deployment, price.upstreamModel) };
    const [newest] = await listPriceVersions(work.run, work.organizationId, of);
    const row = await addPriceVersion(work, of, priceAsked(provider, of.upstreamModel, price));
    const described = (version: typeof row) => ({
      ...of,
      version: version.version,
      source: version.source,
      tiers: showTiers(version.tiers),
    });
    return {
      result: showPrice(row),
      audit: {
        targetKind: "price",
        targetId: row.id,
        before: newest === undefined ? null : described(newest),
        after: described(row),
      },
    };
  },
});

/** What a version prices: the deployment's upstream name, or one of those a wildcard covers. Throws AdminError `invalid_request`. */
function pricedName({ upstreamModel }: { upstreamModel: string }, asked: string | undefined): string {
  if (asked === undefined || asked === upstreamModel) return upstreamModel;
  if (coversUpstream(upstreamModel, asked)) return asked;
  throw invalidField("upstreamModel", `the deployment calls "${upstreamModel}"`);
}

async function lockProviderOf(work: Work, deployment: { providerId: string }): Promise<ProviderRow> {
  const provider = await findProvider(work.run, work.organizationId, { id: deployment.providerId, locked: true });
  if (provider === null) throw new Error("a deployment's provider is not there");
  return provider;
}

function priceAsked(provider: ProviderRow, upstreamModel: string, price: SetPriceInput) {
  if ("tiers" in price) {
    return { tiers: readTiers(price.tiers, "tiers"), source: sourceOfTyped(provider) };
  }
  const known = catalogPriceOf(provider.adapter, upstreamModel);
  if (known === null) {
    throw new AdminError("conflict", `The price library does not know ${upstreamModel}. Give its price yourself.`);
  }
  return known;
}
