import { AppError } from "@/lib/errors/app-error";
import { isAllowed } from "@/lib/policy/wildcard";
import type { GatewayDeps } from "../deps";
import { keyRefusal } from "../steps/authenticate";
import { modelNotAllowed } from "../steps/model-not-allowed";

/** What a session stands on. */
interface Footing {
  key: string;
  model: string;
  deploymentId: string;
}

/**
 * Why a session may not go on: its key was revoked, disabled, paused or has expired, may no longer use the model, or the deployment is
 * gone. Null while it may, and while nobody can know: then keys and policy hold on as they do for calls.
 */
export async function whyNot({ key, model, deploymentId }: Footing, deps: GatewayDeps): Promise<AppError | null> {
  const verdict = await lookUp(key, deps);
  if (verdict === null) return null;
  if (verdict.kind !== "active") return keyRefusal(verdict, deps.publicUrl);
  const deployments = deps.policy()?.names.find(model)?.deployments;
  if (deployments === undefined || !deployments.some(({ id }) => id === deploymentId)) {
    return new AppError("model_not_found", `Model "${model}" is no longer served by this deployment.`, {
      param: "model",
    });
  }
  if (isAllowed(verdict.caller.allowedModels, model)) return null;
  const { keyId, keyName } = verdict.caller;
  return modelNotAllowed(
    `Virtual key "${keyName}" may no longer use model "${model}".`,
    { keyId, model },
    deps.publicUrl,
  );
}

async function lookUp(key: string, deps: GatewayDeps) {
  try {
    return await deps.resolveKey(key);
  } catch (error) {
    if (error instanceof AppError && error.code === "policy_unavailable") return null;
    throw error;
  }
}
