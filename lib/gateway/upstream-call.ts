import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Plan } from "@/lib/routing/plan";
import type { Asked } from "./asked";
import type { ChatEndpoint } from "./endpoint";
import type { Exchange } from "./exchange";

/** An admitted call on its way up: what was asked, where it may go, and who owns its end. */
export interface UpstreamCall {
  asked: Asked;
  plan: Plan;
  endpoint: ChatEndpoint;
  /** A bound on the output tokens of each choice that policy puts into the call; null leaves it as it came. */
  imposedMaxTokens: number | null;
  exchange: Exchange;
  snapshot: PolicySnapshot;
}
