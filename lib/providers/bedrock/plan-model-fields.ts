import type { ChatRequest } from "@/lib/llm/chat-request";
import type { JsonObject } from "@/lib/llm/json";
import { withoutUndefined } from "@/lib/llm/without-undefined";
import { planThinking } from "../anthropic/plan-thinking";
import type { Target, TargetCapabilities } from "../contract";
import { longestAnswer } from "../fit-to-model";
import { claudeFactsOf } from "./models";

/** What a thinking budget is measured against when nobody bounds the answer. */
const FALLBACK_MAX_TOKENS = 32_000;

/** Members Converse has no word for, in the model's own dialect; only Claude's are known. */
export interface ModelFields {
  fields: JsonObject | undefined;
  isThinking: boolean;
}

/** `thinking`, its effort and `top_k` of a Claude; nothing for the models of others, whose effort and `top_k` are dropped. */
export function planModelFields(
  request: ChatRequest,
  target: Target,
  { name, accepts }: { name: string; accepts: TargetCapabilities },
): ModelFields {
  const facts = claudeFactsOf(name);
  if (facts === undefined) return { fields: undefined, isThinking: false };
  const maxTokens = request.maxOutputTokens ?? longestAnswer(target, facts) ?? FALLBACK_MAX_TOKENS;
  const plan = planThinking(request, { accepts, facts, maxTokens });
  const isOff = plan.thinking?.type === "disabled";
  const fields = withoutUndefined({
    // Switching off is refused by some Claudes here that take it elsewhere; saying nothing does the same.
    thinking: isOff ? undefined : plan.thinking,
    output_config: plan.effort === undefined ? undefined : { effort: plan.effort },
    top_k: plan.isThinking ? undefined : request.sampling.topK,
  });
  return { fields: Object.keys(fields).length > 0 ? fields : undefined, isThinking: plan.isThinking };
}
