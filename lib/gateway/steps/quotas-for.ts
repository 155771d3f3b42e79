import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Quota } from "@/lib/quotas/contract";

/** Every quota that applies to a call, outermost first. */
export function quotasFor({ caller, snapshot }: { caller: Caller; snapshot: PolicySnapshot }): Quota[] {
  const scopes = [
    `organization:${caller.organizationId}`,
    `team:${caller.teamId}`,
    `project:${caller.projectId}`,
    `key:${caller.keyId}`,
  ];
  return scopes.flatMap((scope) => snapshot.quotas.get(scope) ?? []);
}
