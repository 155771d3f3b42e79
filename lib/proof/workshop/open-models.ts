import type { Manage, ProofModels } from "./contract";

const PROVIDER = "Proof of enforcement";
/** What bounds answers of calls that cannot say so before they are let in: sessions. */
const BOUND = { defaultMaxTokens: 8 };
/** Easy to reckon with: a token in is 1 micro-USD, a token out 10. */
const PRICE = { uncachedInput: "1.00", cacheRead: "1.00", output: "10.00", reasoning: "10.00" };
/** A class that is left out is unknown, so nobody can say what a call costs. */
const HALF_A_PRICE = { uncachedInput: "1.00" };

interface Plan {
  name: string;
  title: string;
  upstreamModel: string;
  usdPerMillionTokens: Record<string, string>;
}

const PLANS: Readonly<Record<keyof ProofModels, Plan>> = {
  fast: {
    name: "proof-fast",
    title: "Proof: fast",
    upstreamModel: "proof;outputTokens=64",
    usdPerMillionTokens: PRICE,
  },
  slow: {
    name: "proof-slow",
    title: "Proof: slow",
    upstreamModel: "proof;outputTokens=64;latencyMs=500;chunkMs=60",
    usdPerMillionTokens: PRICE,
  },
  unpriced: {
    name: "proof-unpriced",
    title: "Proof: unpriced",
    upstreamModel: "proof-unpriced;outputTokens=64",
    usdPerMillionTokens: HALF_A_PRICE,
  },
};

interface ModelView {
  id: string;
  name: string;
  status: "active" | "disabled";
  simulated: boolean;
  deployments: unknown[];
}

/** The proof's models while they are open. */
export interface OpenModels extends ProofModels {
  /** Nobody can call them until the next proof. */
  close(): Promise<void>;
}

/**
 * The simulated models that answer a proof's calls, made at the first one and switched on for the time of this one. Throws when a
 * model of that name would leave the house.
 */
export async function openModels(manage: Manage): Promise<OpenModels> {
  const { items } = await manage<{ items: ModelView[] }>("GET", "/models");
  const ids: string[] = [];
  for (const plan of Object.values(PLANS)) {
    const known = items.find(({ name }) => name === plan.name);
    ids.push(known === undefined ? await createModel(manage, plan) : await reopen(manage, known));
  }
  return {
    fast: PLANS.fast.name,
    slow: PLANS.slow.name,
    unpriced: PLANS.unpriced.name,
    async close() {
      for (const id of ids) await manage("PATCH", `/models/${id}`, { status: "disabled" });
    },
  };
}

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
  const { name, title, upstreamModel, usdPerMillionTokens } = plan;
  const price = [{ fromInputTokens: 0, usdPerMillionTokens }];
  const deployments = [{ providerId: await findOrAddProvider(manage), upstreamModel, price }];
  const model = { name, title, contextWindow: 128_000, maxOutputTokens: 8_192, ...BOUND, deployments };
  return (await manage<{ id: string }>("POST", "/models", model)).id;
}

async function findOrAddProvider(manage: Manage): Promise<string> {
  const { items } = await manage<{ items: { id: string; name: string; simulated: boolean }[] }>("GET", "/providers");
  const known = items.find(({ name, simulated }) => name === PROVIDER && simulated);
  if (known !== undefined) return known.id;
  return (await manage<{ id: string }>("POST", "/providers", { adapter: "simulated", name: PROVIDER })).id;
}
