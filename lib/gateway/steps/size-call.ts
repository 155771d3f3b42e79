import type { Caller } from "@/lib/policy/caller";
import { estimateCost, type ForeseenTokens } from "@/lib/pricing/estimate-cost";
import type { Amounts } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";
import type { InputBasis } from "@/lib/sizing/contract";
import { boundInput, countInput, mediaTokens } from "@/lib/sizing/size-input";
import { counterOf } from "@/lib/sizing/token-counter";
import type { AskedCall } from "../asked";
import type { GatewayDeps } from "../deps";
import { boundOutput, type OutputBound } from "./bound-output";
import { type PlanFacts, sizeFactsOf } from "./size-facts";

/** What a call may use at most, at its dearest target: what the hold reserves, and how it was found. */
export interface CallSize extends Amounts {
  input: InputBasis;
  output: OutputBound;
  /** Nothing in the call bounds its answer. */
  isTask?: boolean;
}

/** A call that is about to be sized: what its size depends on, found once. */
export interface Sizing {
  asked: AskedCall;
  plan: Plan;
  facts: PlanFacts;
  output: OutputBound;
}

/** What the size of a call depends on. `lowered` is a brown-out step's bound on each choice. */
export function openSizing(
  call: { asked: AskedCall; plan: Plan; caller: Caller; lowered: number | null },
  deps: Pick<GatewayDeps, "findAdapter" | "needs">,
): Sizing {
  const { asked, plan, lowered } = call;
  const facts = sizeFactsOf(plan, deps.findAdapter);
  const output = boundOutput(asked, { keyId: call.caller.keyId, model: plan.model, facts, lowered }, deps.needs);
  return { asked, plan, facts, output };
}

/** The size by the prompt's bytes: never less than the truth, and next to free. */
export function sizeByBytes(sizing: Sizing): CallSize {
  const { asked, facts, plan } = sizing;
  return sizeOf(sizing, boundInput(asked.prompt, facts, plan.model.contextWindow), "bytes");
}

/** The size by the prompt's tokens; null while the vocabulary is being loaded. */
export function sizeByCount(sizing: Sizing, deps: Pick<GatewayDeps, "logger">): CallSize | null {
  const { asked, facts, plan } = sizing;
  const counter = counterOf(facts.vocabulary, (error) =>
    deps.logger.error({ error }, "a vocabulary could not be loaded"),
  );
  if (counter === null) return null;
  const { tokens, basis } = countInput(asked.prompt, facts, { contextWindow: plan.model.contextWindow, counter });
  return sizeOf(sizing, tokens, basis);
}

/** The least the call may plausibly need: half of what its input is guessed to be. For what is not worth a count. */
export function leastSize(sizing: Sizing): Amounts {
  return sizeOf(sizing, Math.floor(sizing.asked.inputTokensEstimate / 2), "bytes");
}

function sizeOf({ asked, plan, facts, output }: Sizing, inputTokens: number, input: InputBasis): CallSize {
  const drawn = (asked.task?.units.picture ?? 0) * (facts.tokensPerPictureMade ?? 0);
  const outputTokens = Math.max(output.tokens * asked.choices, drawn);
  const { prompt } = asked;
  const media = mediaTokens(prompt, facts);
  const { serviceTier, cachesLong } = asked;
  const costMicros = dearest(plan, {
    inputTokens,
    outputTokens,
    media,
    speaks: prompt.speaks,
    serviceTier,
    cachesLong: cachesLong === true,
    task: asked.task,
  });
  const size = { costMicros, inputTokens, outputTokens, input, output };
  return asked.task === undefined ? size : { ...size, isTask: true };
}

function dearest(plan: Plan, tokens: ForeseenTokens): bigint | null {
  let most: bigint | null = null;
  for (const { price } of plan.targets) {
    const cost = price === null ? null : estimateCost(tokens, price);
    if (cost !== null && (most === null || cost > most)) most = cost;
  }
  return most;
}
