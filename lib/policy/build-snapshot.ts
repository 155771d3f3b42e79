import type { PolicyRows } from "@/db/queries/policy/load-policy-rows";
import type { Price } from "@/lib/pricing/contract";
import type { Quota } from "@/lib/quotas/contract";
import { ModelNames } from "./model-names";
import { QuotaIndex } from "./quota-index";
import type { DeploymentPolicy, ModelPolicy, PolicySnapshot } from "./snapshot";
import { toPrice } from "./to-price";

/** The rows of one moment as the maps the gateway looks things up in. Pure. */
export function buildSnapshot(rows: PolicyRows, loadedAt: number): PolicySnapshot {
  const { organization } = rows;
  const prices = new Map(rows.prices.map((row) => [priceKey(row.providerId, row.upstreamModel), toPrice(row)]));
  const priceOf = (providerId: string, upstreamModel: string) =>
    prices.get(priceKey(providerId, upstreamModel)) ?? null;
  const models = buildModels(rows, priceOf);
  return {
    organizationId: organization.id,
    organizationName: organization.name,
    timeZone: organization.timeZone,
    version: Number(organization.version),
    loadedAt,
    models,
    names: new ModelNames(models, rows.aliases, priceOf),
    credentials: new Map(rows.credentials.map((credential) => [credential.id, credential])),
    quotas: new QuotaIndex(buildQuotas(rows)),
    teams: new Map(rows.teams.map((team) => [team.id, team])),
    projects: new Map(rows.projects.map((project) => [project.id, project])),
  };
}

type PriceFinder = (providerId: string, upstreamModel: string) => Price | null;

function priceKey(providerId: string, upstreamModel: string): string {
  return `${providerId} ${upstreamModel}`;
}

function buildModels(rows: PolicyRows, priceOf: PriceFinder): Map<string, ModelPolicy> {
  const deployments = Map.groupBy(rows.deployments, (row) => row.modelId);
  return new Map(
    rows.models.map((row) => {
      const own = (deployments.get(row.id) ?? []).map((deployment) => toDeployment(deployment, priceOf));
      return [row.name, { ...row, createdAt: row.createdAt.getTime(), deployments: own }];
    }),
  );
}

function toDeployment(row: PolicyRows["deployments"][number], priceOf: PriceFinder): DeploymentPolicy {
  return {
    id: row.id,
    priority: row.priority,
    upstreamModel: row.upstreamModel,
    adapterId: row.adapter,
    providerId: row.providerId,
    providerName: row.providerName,
    baseUrl: row.baseUrl,
    simulated: row.simulated,
    settings: row.settings,
    credentialId: row.credentialId,
    price: priceOf(row.providerId, row.upstreamModel),
  };
}

function buildQuotas(rows: PolicyRows): Quota[] {
  const { timeZone } = rows.organization;
  const grants = Map.groupBy(rows.grants, (grant) => grant.quotaId);
  return rows.quotas.map((row) => {
    const own = (grants.get(row.id) ?? []).map(({ amount, startsAt, endsAt }) => ({
      amount,
      startsAt: startsAt.getTime(),
      endsAt: endsAt.getTime(),
    }));
    return { ...row, subject: "", grants: own, timeZone };
  });
}
