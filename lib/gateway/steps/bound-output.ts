import type { ModelPolicy } from "@/lib/policy/snapshot";
import type { OutputBasis, OutputNeeds } from "@/lib/sizing/contract";
import type { AskedCall } from "../asked";
import type { PlanFacts } from "./size-facts";

/** The most one choice of an answer is foreseen to have, and why. */
export interface OutputBound {
  tokens: number;
  basis: OutputBasis;
  /** To put into the call, per choice; null: the call stays as it came. */
  imposed: number | null;
}

interface Unbounded {
  keyId: string;
  model: ModelPolicy;
  facts: PlanFacts;
  /** A brown-out step's bound, per choice. */
  lowered: number | null;
}

/**
 * What bounds the answer: the caller, else the model's default, put into the call; lowered further by a brown-out step; else
 * what was learned, else the model's maximum. Only the first three bind the model; the last two are what the hold foresees.
 */
export function boundOutput(asked: AskedCall, call: Unbounded, needs: OutputNeeds): OutputBound {
  const { model, facts, lowered } = call;
  const own = asked.maxTokens ?? model.defaultMaxTokens;
  if (lowered !== null && (own === null || lowered < own))
    return { tokens: lowered, basis: "lowered", imposed: lowered };
  if (asked.maxTokens !== null) return { tokens: asked.maxTokens, basis: "asked", imposed: null };
  if (own !== null) return { tokens: own, basis: "injected", imposed: own };
  const learned = needs.foresee(call.keyId, model.id);
  if (learned !== null && learned < facts.mostOutputTokens)
    return { tokens: learned, basis: "learned p95", imposed: null };
  return { tokens: facts.mostOutputTokens, basis: "model maximum", imposed: null };
}
