import type { TransactionSql } from "postgres";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { startFaultProxy } from "@/e2e/faults/fault-proxy";
import { newId } from "@/lib/crypto/new-id";
import type { Admission, AdmitRequest, Hold, Quota, QuotaEngine } from "../contract";
import { createQuotaEngine } from "../quota-engine";
import { quotaOf } from "./quota-of";

/** A database with one organization, and engines that work on it as separate processes would. */
export interface QuotaWorld {
  db: Database;
  /** Stores a quota and gives it as the policy snapshot would. */
  quota(terms: Partial<Quota>): Promise<Quota>;
  /** An engine with a pool of its own. */
  engine(options?: { deadlineMs?: number; clock?: () => number }): TestEngine;
  /** One that can vanish in the middle of whatever it is telling the database, which may be carried out or not. */
  mortalEngine(): Promise<MortalEngine>;
  /** One whose store can go away and come back. */
  cutOffEngine(): Promise<CutOffEngine>;
  /** Does something while nobody else can touch the quota's buckets; statements about it hang meanwhile. */
  whileFrozen(quota: Quota, work: (frozen: TransactionSql) => Promise<void>): Promise<void>;
  /** Lets so many seconds pass for what a quota counted second by second. */
  passSeconds(quota: Quota, seconds: number): Promise<void>;
  /** Makes every hold and lease expire now. */
  expireAll(): Promise<void>;
  /** What is wrong with the books of these quotas, empty when nothing is. */
  faults(...quotas: Quota[]): Promise<string[]>;
  close(): Promise<void>;
}

export interface TestEngine {
  engine: QuotaEngine;
  processId: string;
  /** Cuts it off from the database for good, as the death of its process would. */
  crash(): Promise<void>;
  /** Closes it in good order; after a crash only what is left of it. */
  stop(): Promise<void>;
}

export interface MortalEngine extends TestEngine {
  /** Nobody waits for answers any more, and none arrive. */
  vanish(): Promise<void>;
}

export interface CutOffEngine extends TestEngine {
  vanish(): Promise<void>;
  restore(): void;
}

export async function openQuotaWorld(): Promise<QuotaWorld> {
  const fresh: FreshDatabase = await freshDatabase();
  const db = openDatabase(fresh.url, { poolSize: 2 });
  await db.sql`insert into organization (id, name, time_zone) values ('org_test', 'Test', 'Europe/Berlin')`;
  const engines: TestEngine[] = [];
  return {
    db,
    quota: (terms) => storeQuota(db, terms),
    engine(asked = {}) {
      const opened = startEngine(fresh.url, asked);
      engines.push(opened);
      return opened;
    },
    async mortalEngine() {
      const proxy = await startFaultProxy(fresh.url);
      const opened = startEngine(proxy.url, {});
      const stop = async () => {
        await opened.stop();
        await proxy.close();
      };
      const mortal = {
        ...opened,
        stop: once(stop),
        async vanish() {
          proxy.set({ kind: "refuse" });
          await opened.crash();
        },
      };
      engines.push(mortal);
      return mortal;
    },
    async cutOffEngine() {
      const proxy = await startFaultProxy(fresh.url);
      const opened = startEngine(proxy.url, { deadlineMs: 1_000 });
      const stop = async () => {
        await opened.stop();
        await proxy.close();
      };
      const cutOff = {
        ...opened,
        stop: once(stop),
        vanish: async () => proxy.set({ kind: "refuse" }),
        restore: () => proxy.set({ kind: "none" }),
      };
      engines.push(cutOff);
      return cutOff;
    },
    async whileFrozen(quota, work) {
      await db.sql.begin(async (transaction) => {
        await transaction`select from quota_bucket where quota_id = ${quota.id} for update`;
        await work(transaction);
      });
    },
    async passSeconds(quota, seconds) {
      await db.sql`update quota_bucket set window_start = window_start - ${seconds} * interval '1 second'
        where quota_id = ${quota.id} and window_start > to_timestamp(0)`;
    },
    async expireAll() {
      await db.sql`update quota_hold set expires_at = now() - interval '1 second'`;
      await db.sql`update quota_lease set expires_at = now() - interval '1 second', held_until = now() - interval '1 second'`;
    },
    faults: (...quotas) => findFaults(db, quotas),
    async close() {
      await Promise.all(engines.map((engine) => engine.stop()));
      await db.close();
      await fresh.close();
    },
  };
}

function startEngine(url: string, asked: { deadlineMs?: number }): TestEngine {
  const pool = openDatabase(url, { poolSize: 2 });
  const processId = newId("lse");
  const engine = createQuotaEngine({ sql: pool.sql, processId, deadlineMs: 15_000, ...asked });
  return {
    engine,
    processId,
    crash: () => pool.close(),
    async stop() {
      await engine.close();
      await pool.close();
    },
  };
}

/** The same work for everybody who asks. */
function once(work: () => Promise<void>): () => Promise<void> {
  let begun: Promise<void> | null = null;
  return () => {
    begun ??= work();
    return begun;
  };
}

async function storeQuota(db: Database, terms: Partial<Quota>): Promise<Quota> {
  const id = newId("quo");
  const quota = quotaOf({ id, scopeId: `key_of_${id}`, ...terms });
  const { scopeKind, scopeId, scopeModelId, unit, window, windowDays, anchor, limit, hard, shadow } = quota;
  await db.sql`insert into quota (id, organization_id, scope_kind, scope_id, scope_model_id, unit, "window", window_days, anchor,
      "limit", hard, shadow, on_store_down, max_call_percent)
    values (${quota.id}, 'org_test', ${scopeKind}, ${scopeId}, ${scopeModelId}, ${unit}, ${window}, ${windowDays}, ${anchor},
      ${limit}, ${hard}, ${shadow}, ${quota.onStoreDown}, ${quota.maxCallPercent})`;
  return quota;
}

async function findFaults(db: Database, quotas: readonly Quota[]): Promise<string[]> {
  const rows = await db.sql<{ fault: string }[]>`
    with home as (
      select bucket.*, quota."limit" + coalesce((select sum(amount) from quota_grant as raise
          where raise.quota_id = quota.id and now() >= starts_at and now() < ends_at and revoked_at is null), 0) as "limit",
        quota.hard or quota.shadow as hard, quota."window",
        coalesce((select sum(amount) from quota_hold as hold
          where hold.quota_id = bucket.quota_id and hold.subject = bucket.subject and hold.window_start = bucket.window_start), 0)
        + coalesce((select sum(lease.held) from quota_lease as lease
          where lease.quota_id = bucket.quota_id and lease.subject = bucket.subject and lease.window_start = bucket.window_start), 0) as held_rows,
        coalesce((select sum(amount) from quota_lease as lease
          where lease.quota_id = bucket.quota_id and lease.subject = bucket.subject and lease.window_start = bucket.window_start), 0) as leased_rows,
        coalesce((select sum(slice.settled + slice.held) from quota_bucket as slice where quota."window" in ('minute', 'hour')
          and slice.quota_id = bucket.quota_id and slice.subject = bucket.subject
          and slice.window_start > now() - quota_span(quota."window")), 0) as rolling
      from quota_bucket as bucket join quota on quota.id = bucket.quota_id
      where quota.id = any(${quotas.map((quota) => quota.id)}) and (quota."window" not in ('minute', 'hour') or bucket.window_start = to_timestamp(0))
    )
    select format('%s: settled %s + held %s + leased %s + rolling %s exceed %s', quota_id, settled, held, leased, rolling, "limit") as fault
      from home where hard and settled + held + leased + rolling > "limit"
    union all
    select format('%s: held %s but rows say %s', quota_id, held, held_rows) from home where held <> held_rows and "window" not in ('minute', 'hour')
    union all
    select format('%s: leased %s but rows say %s', quota_id, leased, leased_rows) from home where leased <> leased_rows`;
  return rows.map((row) => row.fault);
}

/** One call with an estimate of so many micro-USD and tokens. */
export function call(quotas: readonly Quota[], estimate: { micros?: number; tokens?: number } = {}): AdmitRequest {
  return {
    requestId: newId("req"),
    quotas,
    estimate: { costMicros: BigInt(estimate.micros ?? 0), inputTokens: estimate.tokens ?? 0, outputTokens: 0 },
    holdMs: 600_000,
  };
}

/** The hold of an admission that must have succeeded. */
export function holdOf(admission: Admission): Hold {
  if (admission.kind === "admitted") return admission.hold;
  throw new Error(
    `refused by ${admission.by.quota.window} ${admission.by.quota.unit}: ${admission.by.used} + ${admission.by.held}`,
  );
}

export function admittedOf(admissions: readonly Admission[]): Hold[] {
  return admissions.flatMap((admission) => (admission.kind === "admitted" ? [admission.hold] : []));
}

/** So many calls at once on each of several engines. */
export function rush(
  engines: readonly QuotaEngine[],
  each: number,
  quotas: readonly Quota[],
  micros: number,
): Promise<Admission[]> {
  return Promise.all(
    engines.flatMap((engine) => Array.from({ length: each }, () => engine.admit(call(quotas, { micros })))),
  );
}

export async function standingOn(engine: QuotaEngine, quota: Quota): Promise<{ used?: bigint; held?: bigint }> {
  const [found] = await engine.standings([quota]);
  return found === undefined ? {} : { used: found.used, held: found.held };
}

/** Tries until it works: what is waited for is done by a timer of the engine's. */
export async function eventually(work: () => Promise<unknown>): Promise<void> {
  const giveUpAt = performance.now() + 15_000;
  for (;;) {
    try {
      await work();
      return;
    } catch (error) {
      if (performance.now() > giveUpAt) throw error;
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}
