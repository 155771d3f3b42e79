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
  exchange: Exchange;
  snapshot: PolicySnapshot;
}
