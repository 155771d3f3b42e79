import { AppError } from "@/lib/errors/app-error";
import type { Caller } from "@/lib/policy/caller";
import type { DeploymentPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import type { Metered } from "@/lib/providers/task-contract";
import type { Plan } from "@/lib/routing/plan";
import type { GatewayDeps } from "../deps";
import { allowedModels } from "../list-models";
import type { TaskEndpoint } from "../task-endpoint";

const MOST_NAMES = 5;

/**
 * The plan with the targets whose provider has calls of this kind. Throws AppError `unsupported_parameter` when none has, and names the
 * caller's models that can.
 */
export function capableTargets<Request, Answer extends Metered>(
  {
    plan,
    endpoint,
    caller,
    snapshot,
  }: {
    plan: Plan;
    endpoint: TaskEndpoint<Request, Answer>;
    caller: Caller;
    snapshot: PolicySnapshot;
  },
  { findAdapter }: Pick<GatewayDeps, "findAdapter">,
): Plan {
  const isCapable = (target: DeploymentPolicy) => {
    const adapter = findAdapter(target.adapterId);
    const side = adapter === undefined ? undefined : endpoint.sideOf(adapter);
    const relay = side?.relay?.[endpoint.dialect];
    return side?.translate !== undefined || (relay !== undefined && relay.isSpokenBy?.(target) !== false);
  };
  const targets = plan.targets.filter(isCapable);
  if (targets.length === plan.targets.length) return plan;
  if (targets.length > 0) return { ...plan, targets };
  const able = allowedModels(caller, snapshot)
    .filter(({ kind, deployments }) => kind === endpoint.kind && deployments.some(isCapable))
    .map(({ name }) => `"${name}"`);
  const others = able.length === 0 ? "No model of this key has any" : `Call ${able.slice(0, MOST_NAMES).join(" or ")}`;
  const where = plan.targets.map(({ providerName }) => `"${providerName}"`).join(" and ");
  throw new AppError(
    "unsupported_parameter",
    `Model "${plan.model.name}" is at ${where}, which has no ${endpoint.kind} calls. ${others}.`,
    { param: "model" },
  );
}
