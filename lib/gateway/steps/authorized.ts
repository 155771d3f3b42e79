import { AppError } from "@/lib/errors/app-error";
import type { DeploymentPolicy, PolicySnapshot } from "@/lib/policy/snapshot";
import { authorizeTarget } from "@/lib/providers/authorize-target";
import type { Target } from "@/lib/providers/contract";
import type { GatewayDeps } from "../deps";
import { AttemptFailure } from "./upstream-failure";

/**
 * The target with a token where its credential must be exchanged for one; a replaced credential is exchanged anew. Throws
 * AttemptFailure: another target may have a credential that works.
 */
export async function authorized(
  target: Target,
  { deployment, snapshot }: { deployment: DeploymentPolicy; snapshot: PolicySnapshot },
  deps: Pick<GatewayDeps, "findAdapter" | "tokens">,
): Promise<Target> {
  const adapter = deps.findAdapter(deployment.adapterId);
  if (adapter?.exchange === undefined || deployment.credentialId === null) return target;
  const version = snapshot.credentials.get(deployment.credentialId)?.sealed.nonce ?? "";
  try {
    return await authorizeTarget(adapter, target, {
      key: `${deployment.credentialId}:${version}`,
      tokens: deps.tokens,
    });
  } catch (error) {
    if (error instanceof AppError) throw new AttemptFailure(error, { retryable: true, status: null });
    throw error;
  }
}
