import type { DeploymentPolicy, ModelPolicy } from "@/lib/policy/snapshot";
import type { SizeFacts } from "@/lib/providers/contract";
import type { Plan } from "@/lib/routing/plan";
import type { GatewayDeps } from "../deps";

/** Output foreseen for a model whose maximum neither operator nor vendor gave. */
const UNKNOWN_MAXIMUM = 4_096;

/** A server nobody described: vocabularies of half the size of o200k_base make up to a third more tokens. */
const UNDESCRIBED: SizeFacts = {
  vocabulary: "o200k_base",
  factor: 1.35,
  tokensPerImage: 2_000,
  tokensForTools: 300,
  mostOutputTokens: null,
};

/** What sizes depend on at the worst of a plan's targets. */
export type PlanFacts = Omit<SizeFacts, "mostOutputTokens"> & { mostOutputTokens: number };

type FindAdapter = GatewayDeps["findAdapter"];

/** Per target, which is one object for as long as a policy lasts. */
const known = new WeakMap<DeploymentPolicy, PlanFacts>();

/** The largest of what the plan's targets may make of a call. */
export function sizeFactsOf(plan: Plan, findAdapter: FindAdapter): PlanFacts {
  const [first, ...others] = plan.targets.map((target) => factsOf(target, plan.model, findAdapter));
  if (first === undefined) throw new TypeError("a plan without targets has no size");
  return others.reduce(larger, first);
}

function factsOf(target: DeploymentPolicy, model: ModelPolicy, findAdapter: FindAdapter): PlanFacts {
  const before = known.get(target);
  if (before !== undefined) return before;
  const facts = findAdapter(target.adapterId)?.sizeFacts?.(target.upstreamModel) ?? UNDESCRIBED;
  const most = Math.min(
    model.maxOutputTokens ?? Number.POSITIVE_INFINITY,
    facts.mostOutputTokens ?? Number.POSITIVE_INFINITY,
  );
  const found = { ...facts, mostOutputTokens: Number.isFinite(most) ? most : UNKNOWN_MAXIMUM };
  known.set(target, found);
  return found;
}

/** cl100k_base is the smaller vocabulary and makes more tokens of a text. */
function larger(a: PlanFacts, b: PlanFacts): PlanFacts {
  return {
    vocabulary: a.vocabulary === "cl100k_base" ? a.vocabulary : b.vocabulary,
    factor: Math.max(a.factor, b.factor),
    tokensPerImage: Math.max(a.tokensPerImage, b.tokensPerImage),
    tokensForTools: Math.max(a.tokensForTools, b.tokensForTools),
    mostOutputTokens: Math.max(a.mostOutputTokens, b.mostOutputTokens),
    tokensPerPictureMade: Math.max(a.tokensPerPictureMade ?? 0, b.tokensPerPictureMade ?? 0),
    tokensPerSecondOfSound: Math.max(a.tokensPerSecondOfSound ?? 0, b.tokensPerSecondOfSound ?? 0),
  };
}
