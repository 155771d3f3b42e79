import { eq, sql } from "drizzle-orm";
import type { Runner } from "@/db/queries/runner";
import { quotaGrant } from "@/db/schema";
import type { AdminContext } from "@/lib/admin/context";
import { grantQuota } from "@/lib/admin/quotas/grant-quota";
import { readQuotaTerms } from "@/lib/admin/quotas/quota-terms";
import { setQuota } from "@/lib/admin/quotas/set-quota";
import { withinTransaction } from "@/lib/admin/within-transaction";
import { usdFromMicros } from "@/lib/money";
import { QuotaIndex } from "@/lib/policy/quota-index";
import type { Quota } from "@/lib/quotas/contract";
import { bookedBy } from "./book-calls";
import { demoActor } from "./demo-actor";
import { DEMO_QUOTAS, type DemoQuota, type DemoScope } from "./demo-quotas";
import type { DemoWorld } from "./demo-world";
import type { MeasuredCall } from "./measure-call";
import { DEMO_DAYS } from "./plan-calls";
import { quotasOf } from "./quotas-of-call";
import { RunningQuotas } from "./running-quotas";

const DAY_MS = 86_400_000;
const MICROS_PER_USD = 1_000_000n;

/** Sets the demo's quotas, their limits fitted to what was used so that they are as full as the demo wants. */
export async function setDemoQuotas(
  context: AdminContext,
  world: DemoWorld,
  past: { calls: readonly MeasuredCall[]; base: Date },
): Promise<void> {
  const placed = DEMO_QUOTAS.map((quota, index) => ({ quota, like: unlimited(quota, world, index) }));
  const running = new RunningQuotas(world.snapshot.timeZone, past.base);
  const index = new QuotaIndex(placed.map(({ like }) => like));
  for (const call of past.calls) {
    if (call.caller === null || call.attempts.length === 0) continue;
    running.book(quotasOf(call, world.snapshot.organizationId, index), call.startedAt, bookedBy(call));
  }
  await context.database.orm.transaction(async (run) => {
    const inside = withinTransaction({ ...context, actor: demoActor(context, world, "Ines Okafor") }, run);
    for (const { quota, like } of placed) {
      const limit =
        "fixed" in quota.limit ? quota.limit.fixed : fitted(running.usedAt(like, past.base), quota.limit.fill);
      const { unit, window, hard, shadow, maxCallPercent, onStoreDown } = quota;
      const terms = readQuotaTerms({ unit, window, limit, hard, shadow, maxCallPercent, onStoreDown }, "limit");
      const { scopeKind, scopeId, scopeModelId } = like;
      const { quota: made } = await setQuota.run(inside, () => ({
        scope: { scopeKind, scopeId, scopeModelId },
        terms,
      }));
      if (quota.grant !== undefined)
        await grantOnce(inside, {
          run,
          quotaId: made.id,
          limit,
          by: world.people.get("Ines Okafor") ?? null,
          ...quota.grant,
        });
    }
    // Older than the past that is booked in them, so that what the ledger says counts.
    await run.execute(sql`update quota set created_at = ${past.base.toISOString()}::timestamptz - make_interval(days => ${DEMO_DAYS + 1})
      where organization_id = ${context.actor.organizationId}`);
  });
}

/** Raises a quota from some hours ago; an earlier start may have done so. */
async function grantOnce(
  inside: AdminContext,
  grant: {
    run: Runner;
    quotaId: string;
    limit: string;
    by: string | null;
    share: number;
    hoursAgo: number;
    daysLeft: number;
    reason: string;
  },
): Promise<void> {
  const { run, quotaId, reason, hoursAgo } = grant;
  const known = await run
    .select({ id: quotaGrant.id })
    .from(quotaGrant)
    .where(eq(quotaGrant.quotaId, quotaId))
    .limit(1);
  if (known.length > 0) return;
  const amount = Math.ceil(Number(grant.limit) * grant.share).toString();
  const endsAt = new Date(inside.now().getTime() + grant.daysLeft * DAY_MS);
  await grantQuota.run(inside, () => ({ quotaId, amount, endsAt, reason }));
  const began = sql`now() - make_interval(hours => ${hoursAgo})`;
  await run
    .update(quotaGrant)
    .set({ startsAt: began, createdAt: began, grantedBy: grant.by })
    .where(eq(quotaGrant.quotaId, quotaId));
}

/** The same quota without a limit, to find out how much would be used. */
function unlimited(quota: DemoQuota, world: DemoWorld, index: number): Quota {
  return {
    id: `quota ${index}`,
    scopeKind: quota.scope.kind,
    scopeId: scopeIdOf(quota.scope, world),
    scopeName: "",
    scopeModelId: "model" in quota.scope ? modelIdOf(quota.scope.model, world) : null,
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

function scopeIdOf(scope: DemoScope, world: DemoWorld): string {
  if (scope.kind === "organization") return world.snapshot.organizationId;
  const { name } = scope;
  if (scope.kind === "tag" || scope.kind === "end_user") return name;
  if (scope.kind === "model") return modelIdOf(name, world);
  const found = idsOf(scope.kind, world).get(name);
  if (found === undefined) throw new Error(`the demo has no ${scope.kind} "${name}"`);
  return found;
}

function modelIdOf(name: string, world: DemoWorld): string {
  const model = world.snapshot.models.get(name);
  if (model === undefined) throw new Error(`the demo has no model "${name}"`);
  return model.id;
}

type Named = Exclude<DemoScope["kind"], "organization" | "tag" | "end_user" | "model">;

function idsOf(kind: Named, world: DemoWorld): ReadonlyMap<string, string> {
  const { teams, projects, models } = world.snapshot;
  switch (kind) {
    case "team":
    case "team_model":
      return namesOf(teams.values());
    case "project":
      return namesOf(projects.values());
    case "key":
    case "key_model":
      return namesOf(world.keys.values());
    case "person":
      return world.people;
    case "provider":
      return new Map(
        [...models.values()].flatMap(({ deployments }) => deployments.map((one) => [one.providerName, one.providerId])),
      );
  }
}

function namesOf(all: Iterable<{ id: string; name: string }>): Map<string, string> {
  return new Map([...all].map(({ id, name }) => [name, id]));
}

/** A limit somebody would have typed: two digits, at least a dollar. Rounded so that what shall refuse does and the rest does not. */
function fitted(usedMicros: bigint, fill: number): string {
  const usd = Number(usedMicros) / Number(MICROS_PER_USD) / fill;
  const step = 10 ** Math.max(-1, Math.floor(Math.log10(Math.max(usd, 1))) - 1);
  const rounded = fill > 1 ? Math.floor(usd / step) * step : Math.ceil(usd / step) * step;
  return usdFromMicros(BigInt(Math.round(Math.max(1, rounded) * 100)) * (MICROS_PER_USD / 100n));
}
