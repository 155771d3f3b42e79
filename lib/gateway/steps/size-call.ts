import { estimateCost } from "@/lib/pricing/estimate-cost";
import type { Amounts } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";
import type { Asked } from "../asked";

/** Output tokens assumed for a call that sets no bound, unless the model's own maximum is lower. */
const UNBOUNDED_OUTPUT_TOKENS = 4_096;

/** What a call may use at most, at its dearest target; what the hold reserves. */
export function sizeCall(asked: Asked, plan: Plan): Amounts {
  const modelMax = plan.model.maxOutputTokens ?? UNBOUNDED_OUTPUT_TOKENS;
  const perChoice = Math.min(modelMax, UNBOUNDED_OUTPUT_TOKENS);
  const outputTokens = asked.maxOutputTokens ?? perChoice * asked.choices;
  const tokens = { inputTokens: asked.inputTokensEstimate, outputTokens };
  let costMicros: bigint | null = null;
  for (const target of plan.targets) {
    const cost = target.price === null ? null : estimateCost(tokens, target.price);
    if (cost !== null && (costMicros === null || cost > costMicros)) costMicros = cost;
  }
  return { costMicros, ...tokens };
}
