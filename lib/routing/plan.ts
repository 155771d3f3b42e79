import type { DeploymentPolicy, ModelPolicy } from "@/lib/policy/snapshot";

/** The ordered targets for one call. Data, so it can be shown. */
export interface Plan {
  model: ModelPolicy;
  targets: DeploymentPolicy[];
}

/** The model's deployments, lowest priority number first; equal ones in a stable order. */
export function planTargets(model: ModelPolicy): Plan {
  const targets = model.deployments.length < 2 ? model.deployments : model.deployments.toSorted(byPriority);
  return { model, targets };
}

function byPriority(a: DeploymentPolicy, b: DeploymentPolicy): number {
  return a.priority - b.priority || (a.id < b.id ? -1 : 1);
}
