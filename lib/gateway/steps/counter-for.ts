import { counterOf, type TokenCounter } from "@/lib/sizing/token-counter";
import type { GatewayDeps } from "../deps";
import type { UpstreamCall } from "../upstream-call";
import { sizeFactsOf } from "./size-facts";

/** Gives the tokenizer that comes nearest to the plan's models; null while it is being loaded. */
export type FindCounter = () => TokenCounter | null;

/** The tokenizer for what the providers of a call may leave unreported; found only when it is asked for. */
export function counterFor({ plan }: Pick<UpstreamCall, "plan">, deps: GatewayDeps): FindCounter {
  return () =>
    counterOf(sizeFactsOf(plan, deps.findAdapter).vocabulary, (error) =>
      deps.logger.error({ error }, "a vocabulary could not be loaded"),
    );
}
