import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Plan } from "@/lib/routing/plan";
import type { Asked, AskedCall } from "./asked";
import type { Exchange } from "./exchange";

/** A call that is allowed and planned, on its way to be admitted. */
export interface PlannedCall<Call extends AskedCall = Asked> {
  caller: Caller;
  asked: Call;
  plan: Plan;
  exchange: Exchange;
  snapshot: PolicySnapshot;
}
