import type { ModelRow } from "@/db/queries/models/find-model";
import { listCurrentPrices } from "@/db/queries/models/list-current-prices";
import { listDeployments, type NamedDeploymentRow } from "@/db/queries/models/list-deployments";
import type { PriceVersionRow } from "@/db/queries/models/list-price-versions";
import type { DeploymentSummary, ModelView, PriceView } from "@/lib/admin-api/schemas/models";
import { may } from "@/lib/auth/authorize";
import { coversUpstream } from "@/lib/policy/wildcard";
import type { Work } from "../context";
import { factSources } from "./fact-sources";
import { showTiers } from "./price-tiers";

/** Models with their deployments and the prices in force; credentials only for those who may see providers. */
export async function showModels(work: Work, rows: readonly ModelRow[]): Promise<ModelView[]> {
  const modelIds = rows.map((row) => row.id);
  const deployments = await listDeployments(work.run, work.organizationId, modelIds);
  const current = await listCurrentPrices(work.run, work.organizationId);
  const prices = new Map(current.map((price) => [priceKey(price), price]));
  const seesCredentials = may(work.actor, "providers:read", { kind: "organization" });
  const shown = deployments.map((row) => ({
    modelId: row.modelId,
    view: showDeployment(seesCredentials ? row : { ...row, credentialId: null }, {
      own: prices.get(priceKey(row)),
      below: row.upstreamModel.includes("*") ? current.filter((price) => isBelow(row, price)) : [],
    }),
  }));
  return rows.map((row) =>
    showModel(
      row,
      shown.filter((one) => one.modelId === row.id).map((one) => one.view),
    ),
  );
}

/** One model with its deployments and the prices in force. */
export async function showOneModel(work: Work, row: ModelRow): Promise<ModelView> {
  const [view] = await showModels(work, [row]);
  if (view === undefined) throw new Error("one model in, none out");
  return view;
}

export function showPrice(row: PriceVersionRow): PriceView {
  return {
    id: row.id,
    version: row.version,
    source: row.source,
    effectiveFrom: row.effectiveFrom.toISOString(),
    createdAt: row.createdAt.toISOString(),
    tiers: showTiers(row.tiers),
  };
}

function priceKey(of: { providerId: string; upstreamModel: string }): string {
  return `${of.providerId} ${of.upstreamModel}`;
}

function showModel(row: ModelRow, deployments: DeploymentSummary[]): ModelView {
  const works = (deployment: DeploymentSummary) =>
    deployment.status === "active" && deployment.providerStatus === "active";
  return {
    id: row.id,
    name: row.name,
    title: row.title,
    kind: row.kind,
    contextWindow: row.contextWindow,
    maxOutputTokens: row.maxOutputTokens,
    defaultMaxTokens: row.defaultMaxTokens,
    capabilities: row.capabilities,
    sources: factSources(row, deployments),
    status: row.status,
    simulated: deployments.length > 0 && deployments.every((deployment) => deployment.simulated),
    callable: row.status === "active" && deployments.some(works),
    deployments,
    createdAt: row.createdAt.toISOString(),
  };
}

/** Whether a price is of one of the names that a wildcard's deployment calls. */
function isBelow(row: NamedDeploymentRow, price: PriceVersionRow): boolean {
  return price.providerId === row.providerId && coversUpstream(row.upstreamModel, price.upstreamModel);
}

function showDeployment(
  row: NamedDeploymentRow,
  { own: price, below }: { own: PriceVersionRow | undefined; below: readonly PriceVersionRow[] },
): DeploymentSummary {
  const { credentialId, credentialName, credentialLast4 } = row;
  return {
    id: row.id,
    provider: { id: row.providerId, name: row.providerName },
    adapter: row.adapter,
    simulated: row.simulated,
    providerStatus: row.providerStatus,
    credential:
      credentialId === null ? null : { id: credentialId, name: credentialName ?? "", last4: credentialLast4 ?? "" },
    upstreamModel: row.upstreamModel,
    priority: row.priority,
    status: row.status,
    price: price === undefined ? null : showPrice(price),
    pricedNames: below.map((one) => ({ upstreamModel: one.upstreamModel, price: showPrice(one) })),
    createdAt: row.createdAt.toISOString(),
  };
}
