import type { PolicyRows } from "@/db/queries/policy/load-policy-rows";
import { TOKEN_CLASSES } from "@/lib/llm/usage";
import type { Price } from "@/lib/pricing/contract";
import type { Quota } from "@/lib/quotas/contract";
import { QuotaIndex } from "./quota-index";
import type { DeploymentPolicy, ModelPolicy, PolicySnapshot } from "./snapshot";

/** The rows of one moment as the maps the gateway looks things up in. Pure. */
export function buildSnapshot(rows: PolicyRows, loadedAt: number): PolicySnapshot {
  const { organization } = rows;
  return {
    organizationId: organization.id,
    organizationName: organization.name,
    timeZone: organization.timeZone,
    version: Number(organization.version),
    loadedAt,
    models: buildModels(rows),
    credentials: new Map(rows.credentials.map((credential) => [credential.id, credential])),
    quotas: new QuotaIndex(buildQuotas(rows)),
    teams: new Map(rows.teams.map((team) => [team.id, team])),
    projects: new Map(rows.projects.map((project) => [project.id, project])),
  };
}

function buildModels(rows: PolicyRows): Map<string, ModelPolicy> {
  const prices = new Map(rows.prices.map((row) => [`${row.providerId} ${row.upstreamModel}`, toPrice(row)]));
  const deployments = Map.groupBy(rows.deployments, (row) => row.modelId);
  return new Map(
    rows.models.map((row) => {
      const own = (deployments.get(row.id) ?? []).map((deployment) => toDeployment(deployment, prices));
      return [row.name, { ...row, createdAt: row.createdAt.getTime(), deployments: own }];
    }),
  );
}

function toDeployment(row: PolicyRows["deployments"][number], prices: ReadonlyMap<string, Price>): DeploymentPolicy {
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
    price: prices.get(`${row.providerId} ${row.upstreamModel}`) ?? null,
  };
}

function toPrice(row: PolicyRows["prices"][number]): Price {
  const tiers = row.tiers.map((tier) => {
    const picoUsdPerToken: Price["tiers"][number]["picoUsdPerToken"] = {};
    for (const name of TOKEN_CLASSES) {
      const pico = tier.picoUsdPerToken[name];
      if (pico !== undefined) picoUsdPerToken[name] = BigInt(pico);
    }
    return {
      fromInputTokens: tier.fromInputTokens,
      picoUsdPerToken,
      picoUsdPerRequest: BigInt(tier.picoUsdPerRequest ?? "0"),
    };
  });
  return {
    id: row.id,
    version: row.version,
    source: row.source,
    tiers: tiers.toSorted((a, b) => a.fromInputTokens - b.fromInputTokens),
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
