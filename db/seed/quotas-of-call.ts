import type { QuotaIndex } from "@/lib/policy/quota-index";
import type { Quota } from "@/lib/quotas/contract";
import type { MeasuredCall } from "./measure-call";

/** Every quota a call of the demo counts in, outermost first: none for a stranger's. */
export function quotasOf(
  { caller, policy, endUser }: MeasuredCall,
  organizationId: string,
  quotas: QuotaIndex,
): Quota[] {
  if (caller === null) return [];
  const modelId = policy?.id ?? null;
  return [
    ...quotas.of("organization", organizationId),
    ...quotas.of("team", caller.teamId),
    ...quotas.of("project", caller.projectId),
    ...(caller.ownerId === null ? [] : quotas.of("person", caller.ownerId)),
    ...caller.tags.flatMap((tag) => quotas.of("tag", tag)),
    ...quotas.of("key", caller.id),
    ...(modelId === null ? [] : quotas.of("model", modelId)),
    ...(modelId === null ? [] : quotas.of("team_model", caller.teamId, modelId)),
    ...(modelId === null ? [] : quotas.of("key_model", caller.id, modelId)),
    ...(policy?.deployments ?? []).flatMap(({ providerId }) => quotas.of("provider", providerId)),
    ...(caller.mayAttribute && endUser !== null ? quotas.ofEndUser(endUser) : []),
  ];
}
