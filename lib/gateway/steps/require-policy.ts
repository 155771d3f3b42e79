import { AppError } from "@/lib/errors/app-error";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { GatewayDeps } from "../deps";

/** The latest policy. Throws AppError `policy_unavailable` when this process never loaded one. */
export function requirePolicy(deps: GatewayDeps): PolicySnapshot {
  const snapshot = deps.policy();
  if (snapshot !== null) return snapshot;
  throw new AppError("policy_unavailable", "Gatehouse has not loaded its policy yet. Try again in a moment.", {
    retryAfterMs: 1_000,
  });
}
