import type { DeploymentPolicy } from "@/lib/policy/snapshot";
import type { GatewayDeps } from "../deps";
import type { Exchange } from "../exchange";

/**
 * Notes whose the objects are that a call leaves upstream. A note that cannot be written never breaks the answer: the object is
 * then nobody's, and asking for it is a 404.
 */
export function objectNoter(
  exchange: Exchange,
  deployment: DeploymentPolicy,
  { objects, logger }: Pick<GatewayDeps, "objects" | "logger">,
): (ids: readonly string[]) => Promise<void> {
  const { caller, model } = exchange;
  if (objects === undefined || caller === null || model === null) return () => Promise.resolve();
  const owner = {
    organizationId: caller.organizationId,
    projectId: caller.projectId,
    modelId: model.id,
    deploymentId: deployment.id,
    providerId: deployment.providerId,
  };
  return async (ids) => {
    try {
      await objects.note(ids, owner);
    } catch (error) {
      logger.warn({ requestId: exchange.requestId, error }, "what a call left upstream could not be noted");
    }
  };
}
