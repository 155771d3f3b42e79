import type { AdminContext } from "@/lib/admin/context";
import { readQuotaTerms } from "@/lib/admin/quotas/quota-terms";
import { setQuota } from "@/lib/admin/quotas/set-quota";
import { withinTransaction } from "@/lib/admin/within-transaction";
import { usdFromMicros } from "@/lib/money";
import type { Quota, QuotaScopeKind } from "@/lib/quotas/contract";
import { bookedBy } from "./book-calls";
import { DEMO_QUOTAS, type DemoQuota } from "./demo-quotas";
import type { DemoWorld } from "./demo-world";
import type { MeasuredCall } from "./measure-call";
import { RunningQuotas } from "./running-quotas";

const MICROS_PER_USD = 1_000_000n;

/** Sets the demo's quotas, their limits fitted to what was used so that they are as full as the demo wants. */
export async function setDemoQuotas(
  context: AdminContext,
  world: DemoWorld,
  past: { calls: readonly MeasuredCall[]; base: Date },
): Promise<void> {
  const placed = DEMO_QUOTAS.map((quota, index) => ({ quota, like: unlimited(quota, world, index) }));
  const running = new RunningQuotas(world.snapshot.timeZone, past.base);
  const byScope = Map.groupBy(placed, ({ like }) => `${like.scopeKind}:${like.scopeId}`);
  for (const call of past.calls) {
    if (call.caller === null || call.attempts.length === 0) continue;
    const quotas = scopesOf(call, world).flatMap((scope) => byScope.get(scope) ?? []);
    const likes = quotas.map(({ like }) => like);
    running.book(likes, call.startedAt, bookedBy(call));
  }
  await context.database.orm.transaction(async (run) => {
    const inside = withinTransaction(context, run);
    for (const { quota, like } of placed) {
      const limit =
        "fixed" in quota.limit ? quota.limit.fixed : fitted(running.usedAt(like, past.base), quota.limit.fill);
      const { unit, window, hard } = quota;
      const terms = readQuotaTerms({ unit, window, limit, hard }, "limit");
      const scope = { scopeKind: like.scopeKind, scopeId: like.scopeId };
      await setQuota.run(inside, () => ({ scope, terms }));
    }
  });
}

/** The same quota without a limit, to find out how much would be used. */
function unlimited(quota: DemoQuota, world: DemoWorld, index: number): Quota {
  const { kind } = quota.scope;
  const scopeId =
    quota.scope.kind === "organization" ? world.snapshot.organizationId : scopeIdOf(kind, quota.scope.name, world);
  return {
    id: `quota ${index}`,
    scopeKind: kind,
    scopeId,
    scopeName: "",
    scopeModelId: null,
    subject: "",
    unit: quota.unit === "usd" ? "usd_micros" : quota.unit,
    window: quota.window,
    windowDays: null,
    anchor: null,
    limit: 0n,
    grants: [],
    hard: false,
    shadow: false,
    onStoreDown: "last_known",
    maxCallPercent: 100,
    timeZone: world.snapshot.timeZone,
  };
}

function scopeIdOf(kind: QuotaScopeKind, name: string, world: DemoWorld): string {
  const { teams, projects } = world.snapshot;
  const found =
    kind === "key"
      ? world.keys.get(name)
      : [...(kind === "team" ? teams : projects).values()].find((scope) => scope.name === name);
  if (found === undefined) throw new Error(`the demo has no ${kind} "${name}"`);
  return found.id;
}

function scopesOf(call: MeasuredCall, world: DemoWorld): string[] {
  const { caller } = call;
  if (caller === null) return [];
  const { organizationId } = world.snapshot;
  return [`organization:${organizationId}`, `team:${caller.teamId}`, `project:${caller.projectId}`, `key:${caller.id}`];
}

/** A limit somebody would have typed: two digits, at least a dollar. Rounded so that what shall refuse does and the rest does not. */
function fitted(usedMicros: bigint, fill: number): string {
  const usd = Number(usedMicros) / Number(MICROS_PER_USD) / fill;
  const step = 10 ** Math.max(-1, Math.floor(Math.log10(Math.max(usd, 1))) - 1);
  const rounded = fill > 1 ? Math.floor(usd / step) * step : Math.ceil(usd / step) * step;
  return usdFromMicros(BigInt(Math.round(Math.max(1, rounded) * 100)) * (MICROS_PER_USD / 100n));
}
