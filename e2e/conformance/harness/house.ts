import { randomBytes } from "node:crypto";
import type { ModelKind } from "@/lib/llm/model-kind";
import type { Unit } from "@/lib/llm/units";
import { type FaultyUpstream, startFaultyUpstream } from "../../faulty-upstream/start-faulty-upstream";
import {
  admin,
  createKey,
  createProject,
  createTeam,
  findRecord,
  type NewKey,
  type QuotaTerms,
  type RequestRecord,
} from "./admin";
import { serverUnderTest } from "./server-under-test";
import { until } from "./until";

/** Which upstream answers: relayed, translated, or the built-in simulation. `openai` speaks Responses too. */
export type Lane = "relay" | "openai" | "anthropic" | "gemini" | "simulated";

/** The lanes with an upstream of their own. */
export const UPSTREAM_LANES = ["relay", "anthropic", "gemini"] as const satisfies readonly Lane[];

const ADAPTERS = {
  relay: "openai-compatible",
  openai: "openai",
  anthropic: "anthropic",
  gemini: "gemini",
  simulated: "simulated",
} as const;

/** USD per million tokens. Chosen so that one good answer of the faulty upstream costs a few micro-dollars. */
export const PRICES = { uncachedInput: "1", cacheRead: "0.5", cacheWrite: "2", output: "4", reasoning: "4" };

export interface ModelOptions {
  priced?: boolean;
  /** USD per million tokens by class, in place of PRICES. */
  prices?: Record<keyof typeof PRICES, string>;
  baseUrl?: string;
  defaultMaxTokens?: number;
  /** Left out: chat. */
  kind?: ModelKind;
  /** USD by the picture, second, character or search, beside the prices of tokens. */
  usdPerUnit?: Partial<Record<Unit, string>>;
}

/** What one test file works with: its own upstream, providers, team and project on the shared server. */
export interface House {
  origin: string;
  upstream: FaultyUpstream;
  projectId: string;
  teamId: string;
  providerNames: Record<Lane, string>;
  /** The credential each provider was given: it must never be seen anywhere but upstream. */
  credential: string;
  /** Creates models, one for each mode of the faulty upstream (any name for `simulated`), and gives their names. */
  addModels(lane: Lane, modes: readonly string[], options?: ModelOptions): Promise<string[]>;
  modelName(lane: Lane, mode: string): string;
  /** A key whose quotas are already enforced. */
  newKey(options?: { allowedModels?: string[]; quotas?: QuotaTerms[]; expiresAt?: string }): Promise<NewKey>;
  /** Waits until the gateway serves `model` to this key. */
  served(secret: string, model: string): Promise<void>;
  record(requestId: string): Promise<RequestRecord>;
  close(): Promise<void>;
}

/** Opens a house named `name`; everything in it has a random suffix, so files never meet. */
export async function openHouse(name: string): Promise<House> {
  const suffix = randomBytes(3).toString("hex");
  const origin = serverUnderTest().origin;
  const upstream = await startFaultyUpstream();
  const credential = `canary-${randomBytes(16).toString("hex")}`;
  const team = await createTeam(`${name} ${suffix}`);
  const project = await createProject(team.id, `${name} ${suffix}`);
  const providers = new Map<string, string>();
  const providerNames = Object.fromEntries(
    Object.keys(ADAPTERS).map((lane) => [lane, `${name} ${lane} ${suffix}`]),
  ) as Record<Lane, string>;
  const modelName = (lane: Lane, mode: string) => `${suffix}-${lane}-${mode}`;
  let keys = 0;

  async function providerFor(lane: Lane, baseUrl: string | undefined): Promise<string> {
    const known = `${lane} ${baseUrl ?? ""}`;
    const existing = providers.get(known);
    if (existing !== undefined) return existing;
    const urls = {
      relay: upstream.openaiBaseUrl,
      openai: upstream.openaiBaseUrl,
      anthropic: upstream.anthropicBaseUrl,
      gemini: upstream.geminiBaseUrl,
    };
    const created = await admin<{ id: string }>("POST", "/providers", {
      adapter: ADAPTERS[lane],
      name: baseUrl === undefined ? providerNames[lane] : `${providerNames[lane]} ${providers.size}`,
      ...(lane === "simulated" ? {} : { baseUrl: baseUrl ?? urls[lane], credential: { apiKey: credential } }),
    });
    providers.set(known, created.id);
    return created.id;
  }

  return {
    origin,
    upstream,
    projectId: project.id,
    teamId: team.id,
    providerNames,
    credential,
    modelName,
    async addModels(lane, modes, { priced = true, prices = PRICES, usdPerUnit, baseUrl, ...terms } = {}) {
      const providerId = await providerFor(lane, baseUrl);
      for (const mode of modes) {
        const tier = { fromInputTokens: 0, usdPerMillionTokens: prices, ...(usdPerUnit && { usdPerUnit }) };
        const price = priced ? { price: [tier] } : {};
        const deployments = [{ providerId, upstreamModel: mode, ...price }];
        await admin("POST", "/models", { ...terms, name: modelName(lane, mode), deployments });
      }
      return modes.map((mode) => modelName(lane, mode));
    },
    async newKey(options = {}) {
      keys += 1;
      const key = await createKey(project.id, { name: `${name} ${suffix} ${keys}`, ...options });
      await untilLimited(origin, key.secret, options.quotas?.length ?? 0);
      return key;
    },
    served: (secret, model) => untilServed(origin, secret, model),
    record: (requestId) => until(() => findRecord(requestId), { what: `the record of ${requestId}` }),
    close: () => upstream.close(),
  };
}

/** A key works at once; its quotas come with the next policy snapshot. */
async function untilLimited(origin: string, secret: string, quotas: number): Promise<void> {
  if (quotas === 0) return;
  await until(
    async () => {
      const response = await fetch(`${origin}/api/v1/me`, { headers: { authorization: `Bearer ${secret}` } });
      if (!response.ok) return false;
      const me = (await response.json()) as { quotas: { scope: string }[] };
      return me.quotas.filter(({ scope }) => scope === "key").length === quotas;
    },
    { what: "the key's quotas being enforced" },
  );
}

async function untilServed(origin: string, secret: string, model: string): Promise<void> {
  await until(
    async () => {
      const response = await fetch(`${origin}/api/v1/models`, { headers: { authorization: `Bearer ${secret}` } });
      if (!response.ok) return false;
      const { data } = (await response.json()) as { data: { id: string }[] };
      return data.some(({ id }) => id === model);
    },
    { what: `model ${model} being served` },
  );
}
