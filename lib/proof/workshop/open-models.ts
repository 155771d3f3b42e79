import { type Manage, PROVEN_KINDS, type ProofModels, type ProvenKind } from "./contract";

const PROVIDER = "Proof of enforcement";
/** What bounds answers of calls that cannot say so before they are let in: sessions. */
const BOUND = { defaultMaxTokens: 8 };
/** Easy to reckon with: a token in is 1 micro-USD, a token out 10, a unit as round. */
const TEXT_IN = { usdPerMillionTokens: { uncachedInput: "1.00" } };
const PRICES: Readonly<Record<ProvenKind, Price>> = {
  chat: { usdPerMillionTokens: { uncachedInput: "1.00", cacheRead: "1.00", output: "10.00", reasoning: "10.00" } },
  embedding: TEXT_IN,
  moderation: TEXT_IN,
  rerank: { usdPerMillionTokens: {}, usdPerUnit: { search: "0.01" } },
  image: { usdPerMillionTokens: { uncachedInput: "1.00", image: "1.00", output: "10.00" } },
  speech: { usdPerMillionTokens: {}, usdPerUnit: { character: "0.00001" } },
  transcription: { usdPerMillionTokens: {}, usdPerUnit: { second: "0.001" } },
};
/** Classes and units that are left out are unknown, so nobody can say what a call costs. */
const NO_PRICE: Price = { usdPerMillionTokens: { cacheRead: "1.00" } };

interface Price {
  usdPerMillionTokens: Record<string, string>;
  usdPerUnit?: Record<string, string>;
}

interface Plan {
  name: string;
  kind: ProvenKind;
  upstreamModel: string;
  price: Price;
}

const UPSTREAM: Readonly<Record<keyof ProofModels, string>> = {
  fast: "proof;outputTokens=64",
  slow: "proof;outputTokens=64;latencyMs=500;chunkMs=60",
  unpriced: "proof-unpriced;outputTokens=64",
};

function planOf(kind: ProvenKind, use: keyof ProofModels): Plan {
  const name = kind === "chat" ? `proof-${use}` : `proof-${kind}-${use}`;
  const upstreamModel = kind === "chat" ? UPSTREAM[use] : UPSTREAM[use].replace("proof", `proof-${kind}`);
  return { name, kind, upstreamModel, price: use === "unpriced" ? NO_PRICE : PRICES[kind] };
}

interface ModelView {
  id: string;
  name: string;
  status: "active" | "disabled";
  simulated: boolean;
  deployments: unknown[];
}

/** The proof's models while they are open. */
export interface OpenModels {
  byKind: Readonly<Record<ProvenKind, ProofModels>>;
  /** Nobody can call them until the next proof. */
  close(): Promise<void>;
}

/**
 * The simulated models of every kind that answer a proof's calls, made at the first one and switched on for the time of this one.
 * Throws when a model of that name would leave the house.
 */
export async function openModels(manage: Manage): Promise<OpenModels> {
  const { items } = await manage<{ items: ModelView[] }>("GET", "/models");
  const ids: string[] = [];
  for (const plan of PROVEN_KINDS.flatMap((kind) => USES.map((use) => planOf(kind, use)))) {
    const known = items.find(({ name }) => name === plan.name);
    ids.push(known === undefined ? await createModel(manage, plan) : await reopen(manage, known));
  }
  const namesOf = (kind: ProvenKind): ProofModels => ({
    fast: planOf(kind, "fast").name,
    slow: planOf(kind, "slow").name,
    unpriced: planOf(kind, "unpriced").name,
  });
  return {
    byKind: {
      chat: namesOf("chat"),
      embedding: namesOf("embedding"),
      rerank: namesOf("rerank"),
      moderation: namesOf("moderation"),
      image: namesOf("image"),
      speech: namesOf("speech"),
      transcription: namesOf("transcription"),
    },
    async close() {
      for (const id of ids) await manage("PATCH", `/models/${id}`, { status: "disabled" });
    },
  };
}

const USES = ["fast", "slow", "unpriced"] as const;

async function reopen(manage: Manage, model: ModelView): Promise<string> {
  if (!model.simulated || model.deployments.length === 0) {
    throw new Error(
      `the model "${model.name}" is not simulated any more; rename it or give it a simulated deployment only`,
    );
  }
  await manage("PATCH", `/models/${model.id}`, { status: "active", ...BOUND });
  return model.id;
}

async function createModel(manage: Manage, plan: Plan): Promise<string> {
  const { name, kind, upstreamModel } = plan;
  const title = `Proof: ${name.slice("proof-".length)}`;
  const price = [{ fromInputTokens: 0, ...plan.price }];
  const deployments = [{ providerId: await findOrAddProvider(manage), upstreamModel, price }];
  const model = { name, title, kind, contextWindow: 128_000, maxOutputTokens: 8_192, ...BOUND, deployments };
  return (await manage<{ id: string }>("POST", "/models", model)).id;
}

async function findOrAddProvider(manage: Manage): Promise<string> {
  const { items } = await manage<{ items: { id: string; name: string; simulated: boolean }[] }>("GET", "/providers");
  const known = items.find(({ name, simulated }) => name === PROVIDER && simulated);
  if (known !== undefined) return known.id;
  return (await manage<{ id: string }>("POST", "/providers", { adapter: "simulated", name: PROVIDER })).id;
}
