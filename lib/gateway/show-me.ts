import { TOKEN_CLASSES } from "@/lib/llm/usage";
import type { Caller } from "@/lib/policy/caller";
import type { ModelPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import type { Price } from "@/lib/pricing/contract";
import type { Quota, QuotaStanding } from "@/lib/quotas/contract";
import type { GatewayDeps } from "./deps";
import type { Exchange } from "./exchange";
import type { GatewayReply, GatewayRequest } from "./http";
import { allowedModels, allowedWildcards, type CallableModel, json } from "./list-models";
import { authenticate } from "./steps/authenticate";
import { requestUrl } from "./steps/explain-refusal";
import { amount, scopeName, unitName } from "./steps/quota-words";
import { quotasFor } from "./steps/quotas-for";
import { requirePolicy } from "./steps/require-policy";

/** `GET /me`: the caller's own key: models with prices, and every quota that applies with used, held, limit and reset. */
export async function showMe(request: GatewayRequest, exchange: Exchange, deps: GatewayDeps): Promise<GatewayReply> {
  const caller = await authenticate(request, exchange, deps);
  const snapshot = requirePolicy(deps);
  const models = allowedModels(caller, snapshot);
  const wildcards = allowedWildcards(caller, snapshot);
  const standings = await deps.quotas.standings(quotasOfKey(caller, [...models, ...wildcards], snapshot));
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
    models: models.map(describeModel),
    wildcards: wildcards.map((model) => describeModel({ ...model, aliasOf: null })),
    quotas: describeStandings(standings, deps.publicUrl),
    guardrails: [],
  });
}

/** Those that apply whatever the key asks, then those of the models it may use and of the providers they may go to. */
function quotasOfKey(caller: Caller, models: readonly ModelPolicy[], snapshot: PolicySnapshot): Quota[] {
  const { quotas } = snapshot;
  const providers = new Set(models.flatMap((model) => model.deployments.map(({ providerId }) => providerId)));
  const modelIds = new Set(models.map(({ id }) => id));
  return [
    ...quotasFor({ caller, snapshot }),
    ...[...modelIds].flatMap((id) => [
      ...quotas.of("model", id),
      ...quotas.of("team_model", caller.teamId, id),
      ...quotas.of("key_model", caller.keyId, id),
    ]),
    ...[...providers].flatMap((id) => quotas.of("provider", id)),
  ];
}

function describeModel(model: CallableModel) {
  const price = model.deployments[0]?.price ?? null;
  return {
    id: model.name,
    ...(model.aliasOf === null ? {} : { alias_of: model.aliasOf }),
    title: model.title,
    kind: model.kind,
    simulated: model.deployments.every((deployment) => deployment.simulated),
    context_window: model.contextWindow,
    max_output_tokens: model.maxOutputTokens,
    default_max_tokens: model.defaultMaxTokens,
    usd_per_million_tokens: price === null ? null : tokenPrices(price.tiers[0]),
    price_tiers: price === null ? null : price.tiers.map(describeTier),
  };
}

/** What a tier prices, and how. */
function describeTier(tier: Price["tiers"][number]) {
  return {
    from_input_tokens: tier.fromInputTokens,
    service_tier: tier.serviceTier ?? "default",
    usd_per_million_tokens: tokenPrices(tier),
    usd_per_request: picoUsd(tier.picoUsdPerRequest),
    usd_per_unit: unitPrices(tier),
  };
}

/** Unit prices in USD per million tokens: pico-USD per token is exactly that in millionths. */
function tokenPrices(tier: Price["tiers"][number] | undefined): Record<string, string> {
  const named: Record<string, string> = {};
  for (const name of TOKEN_CLASSES) {
    const pico = tier?.picoUsdPerToken[name];
    if (pico !== undefined) named[name] = amount(pico, "usd_micros");
  }
  return named;
}

/** USD per picture, second, character or search; empty for models charged by tokens. */
function unitPrices(tier: Price["tiers"][number]): Record<string, string> {
  const known = Object.entries(tier.picoUsdPerUnit ?? {});
  return Object.fromEntries(known.map(([unit, pico]) => [unit, picoUsd(pico)]));
}

/** Pico-USD as USD, every digit of it. */
function picoUsd(pico: bigint): string {
  const digits = pico.toString().padStart(13, "0");
  return `${digits.slice(0, -12)}.${digits.slice(-12)}`.replace(/\.?0+$/, "");
}

/** Every quota as it stands; of those that are enforced, the one with the smallest free share is marked as the tightest. */
function describeStandings(standings: readonly QuotaStanding[], publicUrl: string) {
  const now = Date.now();
  let tightest: QuotaStanding | null = null;
  for (const standing of standings) {
    if (standing.quota.shadow) continue;
    if (tightest === null || freeShare(standing) < freeShare(tightest)) tightest = standing;
  }
  return standings.map((standing) => describeStanding(standing, { now, publicUrl, tightest: standing === tightest }));
}

function freeShare(standing: QuotaStanding): number {
  return standing.limit > 0n ? Number(freeOf(standing)) / Number(standing.limit) : 0;
}

function freeOf({ limit, used, held }: QuotaStanding): bigint {
  const free = limit - used - held;
  return free < 0n ? 0n : free;
}

function describeStanding(standing: QuotaStanding, at: { now: number; publicUrl: string; tightest: boolean }) {
  const { quota, limit, used, held, resetsAt } = standing;
  const { unit } = quota;
  return {
    id: quota.id,
    scope: quota.scopeKind,
    scope_name: scopeName(quota),
    unit: unitName(unit),
    window: quota.window,
    window_days: quota.windowDays,
    hard: quota.hard,
    shadow: quota.shadow,
    used: amount(used, unit),
    held: amount(held, unit),
    limit: amount(limit, unit),
    free: amount(freeOf(standing), unit),
    one_call_at_most: amount((limit * BigInt(quota.maxCallPercent)) / 100n, unit),
    grants: quota.grants
      .filter((grant) => grant.endsAt > at.now)
      .map((grant) => ({
        amount: amount(grant.amount, unit),
        from: instant(grant.startsAt),
        until: instant(grant.endsAt),
      })),
    resets_at: resetsAt === null ? null : instant(resetsAt),
    tightest: at.tightest,
    request_url: requestUrl(quota, at.publicUrl),
  };
}

function instant(epochMs: number): string {
  return new Date(epochMs).toISOString();
}
