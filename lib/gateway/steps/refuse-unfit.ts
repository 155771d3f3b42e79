import { AppError } from "@/lib/errors/app-error";
import type { Plan } from "@/lib/routing/plan";
import { leastInput } from "@/lib/sizing/least-input";
import { counterOf } from "@/lib/sizing/token-counter";
import type { Asked } from "../asked";
import type { GatewayDeps } from "../deps";
import { type NeededCapability, neededCapabilities } from "./needed-capabilities";
import { sizeFactsOf } from "./size-facts";

/** A guess below this share of the window is never counted: prompts that are that far off are for the provider to refuse. */
const WORTH_COUNTING = 0.5;

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
  const { model } = plan;
  for (const name of neededCapabilities(asked)) {
    const refused = model.capabilities[name] === false ? REFUSED[name] : undefined;
    if (refused === undefined) continue;
    const { param, subject } = refused;
    throw new AppError(
      "unsupported_parameter",
      `Model "${model.name}" does not accept ${subject}. Leave it out, or call another model.`,
      {
        param,
      },
    );
  }
  refuseOverlong(asked, plan, deps);
}

function refuseOverlong(asked: Asked, plan: Plan, deps: Pick<GatewayDeps, "findAdapter" | "logger">): void {
  const { name, contextWindow } = plan.model;
  if (contextWindow === null || asked.mayBeCut === true) return;
  if (asked.inputTokensEstimate < contextWindow * WORTH_COUNTING) return;
  const facts = sizeFactsOf(plan, deps.findAdapter);
  const counter = counterOf(facts.vocabulary, (error) =>
    deps.logger.error({ error }, "a vocabulary could not be loaded"),
  );
  const least = counter === null ? 0 : leastInput(asked.prompt, facts, counter);
  if (least <= contextWindow) return;
  throw new AppError(
    "context_length_exceeded",
    `The prompt has at least ${least} tokens, and model "${name}" takes ${contextWindow} together with its answer. Shorten it, or call a model with a larger context window.`,
    { param: "messages" },
  );
}
