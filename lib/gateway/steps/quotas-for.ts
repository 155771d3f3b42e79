import type { Caller } from "@/lib/policy/caller";
import type { PolicySnapshot } from "@/lib/policy/snapshot";
import type { Quota } from "@/lib/quotas/contract";
import type { Plan } from "@/lib/routing/plan";

/** What decides which quotas apply. Without a plan: to the key, whatever it asks. */
interface QuotaScopes {
  caller: Caller;
  snapshot: PolicySnapshot;
  plan?: Plan;
  asked?: { endUser: string | null };
  exchange?: { tags: readonly string[] };
}

/**
 * Every quota that applies to a call: of its caller and model, of each provider it may go to, and, for keys that may attribute, of
 * the end user and the tags it names.
 */
export function quotasFor(scopes: QuotaScopes): readonly Quota[] {
  const { caller, plan } = scopes;
  const { quotas } = scopes.snapshot;
  if (plan === undefined) return quotas.ofCaller(caller);
  const own = quotas.ofCallerAt(caller, plan.model.id);
  return quotas.hasOfCalls ? withOfCall(own, plan, scopes) : own;
}

function withOfCall(own: readonly Quota[], plan: Plan, scopes: QuotaScopes): readonly Quota[] {
  const { caller, asked, exchange } = scopes;
  const { quotas } = scopes.snapshot;
  const found = [...own];
  const providers = new Set(plan.targets.map(({ providerId }) => providerId));
  for (const id of providers) found.push(...quotas.of("provider", id));
  if (!caller.mayAttribute) return found;
  for (const tag of exchange?.tags ?? []) if (!caller.tags.includes(tag)) found.push(...quotas.of("tag", tag));
  const endUser = asked?.endUser ?? null;
  if (endUser !== null && endUser !== "") found.push(...quotas.ofEndUser(endUser));
  return found;
}
