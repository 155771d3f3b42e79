import { NO_USAGE, type TokenUsage, totalTokens } from "@/lib/llm/usage";
import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { Metered } from "@/lib/providers/task-contract";
import { COUNTED_CHARS, mediaTokens } from "@/lib/sizing/size-input";
import { loadCounter, type TokenCounter } from "@/lib/sizing/token-counter";
import type { GatewayDeps } from "../deps";
import type { TaskCall } from "../task-call";
import type { AskedTask } from "../task-endpoint";
import { type PlanFacts, sizeFactsOf } from "./size-facts";

/**
 * What a task used, into the record: as the upstream reported it; where it said nothing of tokens, counted with the tokenizer of the
 * model's vendor and marked as estimated. Units are the upstream's, else our own count.
 */
export async function meterTask<Request, Answer extends Metered>(
  { asked, exchange, plan }: TaskCall<Request, Answer>,
  metered: Metered,
  { deployment, deps }: { deployment: DeploymentPolicy; deps: GatewayDeps },
): Promise<void> {
  const units = { ...asked.task.units, ...metered.units };
  const isCharged = Object.keys(units).length > 0;
  if (isCharged) {
    exchange.units = units;
    exchange.note("meter", "counted", exchange.elapsedMs(), { ...units });
  }
  if (metered.usage !== undefined && (metered.units !== undefined || totalTokens(metered.usage) > 0)) {
    exchange.noteUsage(metered.usage, "reported");
    return;
  }
  const facts = sizeFactsOf({ ...plan, targets: [deployment] }, deps.findAdapter);
  const counter = await loadCounter(facts.vocabulary);
  exchange.noteUsage(countTask(asked, { counter, facts, made: metered.made }), "estimated");
}

function countTask(
  { prompt, guessedOutput }: Pick<AskedTask<unknown>, "prompt" | "guessedOutput">,
  { counter, facts, made }: { counter: TokenCounter; facts: PlanFacts; made: string | undefined },
): TokenUsage {
  const { sound, images } = mediaTokens(prompt, facts);
  const output = made === undefined ? guessedOutput : countTexts([made], counter);
  return {
    ...NO_USAGE,
    uncachedInput: countTexts(prompt.texts, counter) + (prompt.tokens ?? 0),
    audioInput: sound,
    image: images,
    ...(prompt.speaks ? { audioOutput: output } : { output }),
  };
}

function countTexts(texts: readonly string[], counter: TokenCounter): number {
  const chars = texts.reduce((sum, text) => sum + text.length, 0);
  if (chars > COUNTED_CHARS) return counter.sample(texts, chars);
  return texts.reduce((sum, text) => sum + counter.count(text), 0);
}
