import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Metered } from "@/lib/providers/task-contract";
import type { Plan } from "@/lib/routing/plan";
import type { Exchange } from "./exchange";
import type { AskedTask, TaskEndpoint } from "./task-endpoint";

/** An admitted task on its way up. */
export interface TaskCall<Request, Answer extends Metered> {
  asked: AskedTask<Request>;
  plan: Plan;
  endpoint: TaskEndpoint<Request, Answer>;
  exchange: Exchange;
  snapshot: PolicySnapshot;
}
