import { TOKEN_CLASSES } from "@/lib/llm/usage";
import type { ModelPolicy } from "@/lib/policy/snapshot";
import type { Price } from "@/lib/pricing/contract";
import type { QuotaStanding } from "@/lib/quotas/contract";
import type { GatewayDeps } from "./deps";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { allowedModels, json } from "./list-models";
import { authenticate } from "./steps/authenticate";
import { amount } from "./steps/explain-refusal";
import { quotasFor } from "./steps/quotas-for";
import { requirePolicy } from "./steps/require-policy";

/** `GET /me`: the caller's own key: models with prices, and every quota that applies with used, held, limit and reset. */
export async function showMe(request: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<GatewayReply> {
  const caller = await authenticate(request.headers, exchange, deps);
  const snapshot = requirePolicy(deps);
  const standings = await deps.quotas.standings(quotasFor({ caller, snapshot }));
  return json({
    object: "gatehouse.me",
    key: {
      id: caller.keyId,
      name: caller.keyName,
      public_id: caller.keyPublicId,
      expires_at: caller.expiresAt === null ? null : new Date(caller.expiresAt).toISOString(),
    },
    project: { id: caller.projectId, name: caller.projectName },
    team: { id: caller.teamId, name: caller.teamName },
    organization: { id: snapshot.organizationId, name: snapshot.organizationName, time_zone: snapshot.timeZone },
    models: allowedModels(caller, snapshot).map(describeModel),
    quotas: standings.map(describeStanding),
    guardrails: [],
  });
}

function describeModel(model: ModelPolicy) {
  const price = model.deployments[0]?.price ?? null;
  return {
    id: model.name,
    title: model.title,
    simulated: model.deployments.every((deployment) => deployment.simulated),
    context_window: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
    usd_per_million_tokens: price === null ? null : unitPrices(price),
  };
}

/** Prices of the first tier in USD per million tokens: pico-USD per token is exactly that in millionths. */
function unitPrices(price: Price): Record<string, string> {
  const first = price.tiers[0]?.picoUsdPerToken ?? {};
  const named: Record<string, string> = {};
  for (const name of TOKEN_CLASSES) {
    const pico = first[name];
    if (pico !== undefined) named[name] = amount(pico, "usd_micros");
  }
  return named;
}

function describeStanding(standing: QuotaStanding) {
  const { quota, used, held } = standing;
  const rest = quota.limit - used - held;
  return {
    scope: quota.scopeKind,
    scope_name: quota.scopeName,
    unit: quota.unit === "usd_micros" ? "usd" : quota.unit,
    window: quota.window,
    hard: quota.hard,
    used: amount(used, quota.unit),
    held: amount(held, quota.unit),
    limit: amount(quota.limit, quota.unit),
    free: amount(rest < 0n ? 0n : rest, quota.unit),
    resets_at: standing.resetsAt === null ? null : new Date(standing.resetsAt).toISOString(),
  };
}
