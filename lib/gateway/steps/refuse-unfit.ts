import { AppError } from "@/lib/errors/app-error";
import type { ModelPolicy } from "@/lib/policy/snapshot";
import type { Plan } from "@/lib/routing/plan";
import { leastInput } from "@/lib/sizing/least-input";
import type { PromptParts } from "@/lib/sizing/prompt-parts";
import { counterOf } from "@/lib/sizing/token-counter";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import { type NeededCapability, neededCapabilities } from "./needed-capabilities";
import { sizeFactsOf } from "./size-facts";

/** A guess below this share of the window is never counted: prompts that are that far off are for the provider to refuse. */
const WORTH_COUNTING = 0.5;
/** Of UTF-8, for a character of a string. */
const MOST_BYTES_PER_CHAR = 3;

/**
 * Where a call says it, and what it is. The rest is for the lanes: sampling is dropped where calls are translated, and a forced tool
 * or a schema may be asked for in words.
 */
const REFUSED: Readonly<Partial<Record<NeededCapability, { param: string; subject: string }>>> = {
  tools: { param: "tools", subject: "tools" },
  images: { param: "messages", subject: "images" },
  audio: { param: "messages", subject: "sound" },
};

/**
 * Before anything is held, on both lanes: what the operator says the model does not accept, and a prompt that is surely longer than
 * its context window. What is only likely too long is sent. Throws AppError `unsupported_parameter`, `context_length_exceeded`.
 */
export function refuseUnfit(
  { asked, plan }: { asked: Asked; plan: Plan },
  deps: Pick<GatewayDeps, "findAdapter" | "logger">,
): void {
  for (const name of neededCapabilities(asked)) {
    const refused = REFUSED[name];
    if (refused !== undefined) refuseCapability(plan.model, name, refused);
  }
  if (asked.mayBeCut === true || asked.inputTokensEstimate < (plan.model.contextWindow ?? 0) * WORTH_COUNTING) return;
  refuseOverlong(asked.prompt, plan, { ...deps, param: "messages" });
}

/** Refuses what the operator says the model does not accept. Throws AppError `unsupported_parameter`. */
export function refuseCapability(
  { name, capabilities }: Pick<ModelPolicy, "name" | "capabilities">,
  capability: NeededCapability,
  { param, subject }: { param: string; subject: string },
): void {
  if (capabilities[capability] !== false) return;
  throw new AppError(
    "unsupported_parameter",
    `Model "${name}" does not accept ${subject}. Leave it out, or call another model.`,
    { param },
  );
}

/** Refuses a text that surely has more tokens than the model's window, where that is known. Throws AppError `context_length_exceeded`. */
export function refuseOverlong(
  text: Pick<PromptParts, "texts" | "textChars">,
  plan: Plan,
  { param, ...deps }: Pick<GatewayDeps, "findAdapter" | "logger"> & { param: string },
): void {
  const { name, contextWindow } = plan.model;
  // No vocabulary makes more tokens of a text than it has bytes.
  if (contextWindow === null || text.textChars * MOST_BYTES_PER_CHAR <= contextWindow) return;
  const facts = sizeFactsOf(plan, deps.findAdapter);
  const counter = counterOf(facts.vocabulary, (error) =>
    deps.logger.error({ error }, "a vocabulary could not be loaded"),
  );
  const least = counter === null ? 0 : leastInput(text, facts, counter);
  if (least <= contextWindow) return;
  throw new AppError(
    "context_length_exceeded",
    `The prompt has at least ${least} tokens, and model "${name}" takes ${contextWindow} together with its answer. Shorten it, or call a model with a larger context window.`,
    { param },
  );
}
