import { eq } from "drizzle-orm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Database, openDatabase } from "@/db/client";
import { bumpPolicyVersion } from "@/db/queries/audit/bump-policy-version";
import { auditEvent, organization, policyVersion, project, quota, runawayFlag, team, virtualKey } from "@/db/schema";
import { freshDatabase } from "@/db/testing/fresh-database";
import { newId } from "@/lib/crypto/new-id";
import { newPublicId } from "@/lib/crypto/virtual-key";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import { closedExchange } from "@/lib/ledger/testing/closed-exchange";
import { createPolicySource, type PolicySource } from "@/lib/policy/policy-source";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { createLogger } from "@/lib/telemetry/logger";
import { createRunawayGuard, type RunawayGuard } from "./runaway-guard";

const ORG = "org_1";

describe("runaway guard", () => {
  let fresh: Awaited<ReturnType<typeof freshDatabase>>;
  let database: Database;
  let other: Database;
  let policy: PolicySource;
  let quotas: ReturnType<typeof createQuotaEngine>;
  let offsetMs = 0;
  const errors: unknown[] = [];

  beforeAll(async () => {
    fresh = await freshDatabase();
    database = openDatabase(fresh.url);
    other = openDatabase(fresh.url);
    await database.orm.insert(organization).values({ id: ORG, name: "Acme" });
    await database.orm.insert(team).values({ id: "team_1", organizationId: ORG, name: "Search" });
    await database.orm.insert(project).values({ id: "prj_1", organizationId: ORG, teamId: "team_1", name: "Ranking" });
    await database.orm.insert(policyVersion).values({ organizationId: ORG, version: 1 });
    quotas = createQuotaEngine({ sql: database.sql, processId: newId("lse") });
    policy = createPolicySource({ database, logger: createLogger("silent"), onChange: () => undefined });
  });

  afterAll(async () => {
    expect(errors).toEqual([]);
    await policy.close();
    await quotas.close();
    await other.close();
    await database.close();
    await fresh.close();
  });

  /** A guard that looks when told to; `on` is its process's own connection. */
  function newGuard(on: Database = database): RunawayGuard {
    return createRunawayGuard({
      database: on,
      policy: () => policy.current,
      quotas,
      onError: (error) => errors.push(error),
      clock: () => Date.now() + offsetMs,
      everyMs: 0,
    });
  }

  async function newKey(onRunaway: "ignore" | "flag" | "pause"): Promise<string> {
    const id = newId("key");
    const row = { id, organizationId: ORG, projectId: "prj_1", publicId: newPublicId(), name: "bot" };
    await database.orm.insert(virtualKey).values({ ...row, allowedModels: ["*"], onRunaway });
    return id;
  }

  /** Calls that the ledger has and every given guard has seen its part of. */
  async function calls(
    keyId: string,
    guards: RunawayGuard[],
    like: { count: number; micros?: number; prompts?: number },
  ) {
    const { count, micros = 10, prompts = 1 } = like;
    const closed = Array.from({ length: count }, () => ({ keyId, costMicros: BigInt(micros) }));
    await record(closed);
    for (let n = 0; n < count; n += 1) {
      const guard = guards[n % guards.length];
      const place = { keyId, teamId: "team_1", projectId: "prj_1", organizationId: ORG };
      guard?.note({ ...place, fingerprint: n % prompts, costMicros: micros });
    }
  }

  async function record(exchanges: readonly Partial<ClosedExchange>[]): Promise<void> {
    const ledger = createLedger({
      sql: database.sql,
      spoolRoot: null,
      onError: (error) => errors.push(error),
    });
    const place = { organizationId: ORG, teamId: "team_1", projectId: "prj_1", startedAt: new Date() };
    for (const exchange of exchanges) {
      ledger.append(closedExchange({ ...place, requestId: newId("req"), ...exchange }), null);
    }
    await ledger.close();
  }

  const flagsOf = (keyId: string) =>
    database.orm.select().from(runawayFlag).where(eq(runawayFlag.keyId, keyId)).orderBy(runawayFlag.raisedAt);
  const eventsOf = (keyId: string) => database.orm.select().from(auditEvent).where(eq(auditEvent.targetId, keyId));
  const keyRow = async (keyId: string) =>
    (await database.orm.select().from(virtualKey).where(eq(virtualKey.id, keyId)))[0];
  const version = async () => (await database.orm.select().from(policyVersion))[0]?.version ?? 0;

  it("flags a loop that no process alone saw whole, once, whoever looks and however often", async () => {
    const keyId = await newKey("flag");
    const guards = [newGuard(), newGuard(other), newGuard(), newGuard(other)];
    await calls(keyId, guards, { count: 120 });
    const before = await version();
    await Promise.all(guards.map((guard) => guard.look()));
    offsetMs += 11_000;
    await calls(keyId, guards, { count: 8 });
    await Promise.all(guards.map((guard) => guard.look()));
    const flags = await flagsOf(keyId);
    expect(flags).toHaveLength(1);
    expect(flags[0]).toMatchObject({ kind: "loop", paused: false, detail: { calls: 120, sameShare: 1 } });
    expect(await eventsOf(keyId)).toMatchObject([
      { actorKind: "system", actorId: "runaway guard", action: "keys.flag" },
    ]);
    expect((await keyRow(keyId))?.pausedAt).toBeNull();
    expect(await version()).toBe(before);
  });

  it("pauses the key where it is set to, with the reason, one event and a policy version", async () => {
    const keyId = await newKey("pause");
    const guards = [newGuard(), newGuard(other)];
    await calls(keyId, guards, { count: 150 });
    const before = await version();
    await Promise.all(guards.map((guard) => guard.look()));
    expect(await flagsOf(keyId)).toMatchObject([{ kind: "loop", paused: true }]);
    expect((await keyRow(keyId))?.pausedReason).toMatch(/same prompt again and again/);
    expect(await eventsOf(keyId)).toMatchObject([{ action: "keys.pause", after: { paused: true, kind: "loop" } }]);
    expect(await version()).toBe(before + 1);
  });

  it("pauses a key that was flagged before it was set to pause", async () => {
    const keyId = await newKey("flag");
    const guard = newGuard();
    await calls(keyId, [guard], { count: 120 });
    await guard.look();
    await database.orm.update(virtualKey).set({ onRunaway: "pause" }).where(eq(virtualKey.id, keyId));
    offsetMs += 11_000;
    await calls(keyId, [guard], { count: 1 });
    await guard.look();
    expect(await flagsOf(keyId)).toMatchObject([{ kind: "loop", paused: true }]);
    expect((await keyRow(keyId))?.pausedAt).toBeInstanceOf(Date);
  });

  it("lets be what is told to be ignored, what is varied, what is refused, and what is little", async () => {
    const guard = newGuard();
    const [ignored, varied, refused, few] = [
      await newKey("ignore"),
      await newKey("pause"),
      await newKey("pause"),
      await newKey("pause"),
    ];
    await calls(ignored, [guard], { count: 200 });
    await calls(varied, [guard], { count: 200, prompts: 50 });
    await record(
      Array.from({ length: 200 }, () => ({ keyId: refused, outcome: "refused", costMicros: null }) as const),
    );
    await calls(refused, [guard], { count: 20 });
    await calls(few, [guard], { count: 60 });
    await guard.look();
    for (const keyId of [ignored, varied, refused, few]) expect(await flagsOf(keyId)).toEqual([]);
  });

  it("counts nothing again that a person has judged", async () => {
    const keyId = await newKey("pause");
    const guard = newGuard();
    await calls(keyId, [guard], { count: 120 });
    await guard.look();
    await database.orm.update(runawayFlag).set({ resolvedAt: new Date() }).where(eq(runawayFlag.keyId, keyId));
    await database.orm.update(virtualKey).set({ pausedAt: null, pausedReason: null }).where(eq(virtualKey.id, keyId));
    offsetMs += 11_000;
    await calls(keyId, [guard], { count: 40 });
    await guard.look();
    expect((await keyRow(keyId))?.pausedAt).toBeNull();
    offsetMs += 11_000;
    await calls(keyId, [guard], { count: 80 });
    await guard.look();
    expect((await keyRow(keyId))?.pausedAt).toBeInstanceOf(Date);
    expect(await flagsOf(keyId)).toHaveLength(2);
  });

  it("flags spend that would end a budget's window early, and not the same spend when it is usual", async () => {
    const [steep, usual] = [await newKey("flag"), await newKey("flag")];
    const limits = [steep, usual].map((scopeId) => ({ id: newId("quo"), scopeId }));
    const terms = { organizationId: ORG, scopeKind: "key", unit: "usd_micros", window: "lifetime" } as const;
    await database.orm.insert(quota).values(limits.map((of) => ({ ...terms, ...of, limit: 20_000_000n })));
    await bumpPolicyVersion(database.orm, ORG);
    await policy.refresh();
    const yesterday = new Date(Date.now() - 20 * 3_600_000);
    await database.orm.update(virtualKey).set({ createdAt: yesterday });
    await record([{ keyId: usual, startedAt: new Date(Date.now() - 10 * 3_600_000), costMicros: 60_000_000n }]);
    const guard = newGuard();
    for (const keyId of [steep, usual]) await calls(keyId, [guard], { count: 8, micros: 250_000, prompts: 8 });
    await guard.look();
    expect(await flagsOf(usual)).toEqual([]);
    const [flag] = await flagsOf(steep);
    expect(flag).toMatchObject({
      kind: "slope",
      detail: { spentUsd: "2.00", limitUsd: "20.00", quotaId: limits[0]?.id },
    });
    expect(flag?.reason).toMatch(/^It spent \$2\.00 in 10 minutes/);
  });
});
