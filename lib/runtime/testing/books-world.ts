import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { type FreshDatabase, freshDatabase } from "@/db/testing/fresh-database";
import { startFaultProxy } from "@/e2e/faults/fault-proxy";
import { newId } from "@/lib/crypto/new-id";
import { checkBooks } from "@/lib/ledger/check-books";
import type { ClosedExchange, JournaledLedger, OpenEntry } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import { type Recovered, recoverSpools } from "@/lib/ledger/recover-spools";
import { closedExchange } from "@/lib/ledger/testing/closed-exchange";
import { inputTokens, outputTokens } from "@/lib/llm/usage";
import type { BookingQuotas, Hold, Quota } from "@/lib/quotas/contract";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { quotaOf } from "@/lib/quotas/testing/quota-of";

const ESTIMATE = { costMicros: 10_000n, inputTokens: 1_000, outputTokens: 1_000 };
const HOLD_MS = 600_000;

/** A call that was let in and has not ended. */
export interface RunningCall {
  record: ClosedExchange;
  hold: Hold;
  entry: OpenEntry;
}

/** Quotas and ledger of one process, wired as lib/runtime/booking.ts does. */
export interface BooksProcess {
  quotas: BookingQuotas;
  ledger: JournaledLedger;
  /** Lets a call in under quotas, and writes it down as the gateway does. */
  begin(quotas: readonly Quota[], given?: Partial<ClosedExchange>): Promise<RunningCall>;
  /** Ends it with what its record says it used. */
  end(call: RunningCall, costMicros: bigint): void;
  /** Nothing reaches the store's windows any more, though calls go on. */
  stopBooking(): void;
  /** Dies as SIGKILL kills; its spool is left for whoever looks. */
  die(): Promise<void>;
  close(): Promise<void>;
}

export interface BooksWorld {
  db: Database;
  spoolRoot: string;
  /** A quota that was there yesterday. */
  quota(terms: Partial<Quota>): Promise<Quota>;
  process(): Promise<BooksProcess>;
  recover(): Promise<Recovered>;
  /** What the window of a quota says it has used. */
  settled(quota: Quota): Promise<bigint>;
  /** Compares until every window was judged since, and gives what was mended. */
  judged(): Promise<Awaited<ReturnType<typeof checkBooks>>["mended"]>;
  close(): Promise<void>;
}

export async function openBooksWorld(): Promise<BooksWorld> {
  const fresh = await freshDatabase();
  const db = openDatabase(fresh.url, { poolSize: 2 });
  await insertHouse(db);
  const spoolRoot = mkdtempSync(join(tmpdir(), "gatehouse-books-"));
  const processes: BooksProcess[] = [];
  return {
    db,
    spoolRoot,
    quota: (terms) => insertQuota(db, quotaOf({ id: newId("quo"), limit: 1_000_000_000n, ...terms })),
    async process() {
      const opened = await openProcess(fresh, spoolRoot);
      processes.push(opened);
      return opened;
    },
    recover: () => recoverSpools({ sql: db.sql, spoolRoot, onReject: (line, error) => failOn(line, error) }),
    async settled(quota) {
      const [row] = await db.sql<{ settled: bigint }[]>`
        select coalesce(sum(settled), 0)::bigint as settled from quota_bucket where quota_id = ${quota.id} and subject = ${quota.subject}`;
      return row?.settled ?? -1n;
    },
    judged: () => untilJudged(db),
    async close() {
      await Promise.all(processes.map((process) => process.close()));
      await db.close();
      await fresh.close();
      rmSync(spoolRoot, { recursive: true, force: true });
    },
  };
}

function failOn(line: string, error: unknown): void {
  throw new Error(`refused: ${line}`, { cause: error });
}

async function openProcess(fresh: FreshDatabase, spoolRoot: string): Promise<BooksProcess> {
  const proxy = await startFaultProxy(fresh.url);
  const pool = openDatabase(proxy.url, { poolSize: 2 });
  const store = openDatabase(fresh.url, { poolSize: 2 });
  const quotas: BookingQuotas = createQuotaEngine({
    sql: pool.sql,
    processId: newId("lse"),
    deadlineMs: 15_000,
    journal: () => ledger.journal(),
  });
  const ledger: JournaledLedger = createLedger({
    sql: store.sql,
    spoolRoot,
    flushIntervalMs: 5,
    heartbeatMs: 50,
    closeTimeoutMs: 5_000,
    bookedTo: () => quotas.bookedTo,
    onError: () => undefined,
  });
  let isOver = false;
  const process: BooksProcess = {
    quotas,
    ledger,
    async begin(applying, given = {}) {
      const requestId = newId("req");
      const admission = await quotas.admit({ requestId, quotas: applying, estimate: ESTIMATE, holdMs: HOLD_MS });
      if (admission.kind === "refused") throw new Error(`refused by ${admission.by.quota.id}`);
      const record = closedExchange({ requestId, organizationId: "org_test", admittedAt: admission.at ?? 0, ...given });
      const cutOff = { outcome: "interrupted", httpStatus: 503, errorCode: "process_died" } as const;
      return { record, hold: admission.hold, entry: ledger.open({ ...record, ...cutOff, attempts: [] }) };
    },
    end({ record, hold, entry }, costMicros) {
      const { usage, providerId, attempts } = record;
      const amounts = { costMicros, inputTokens: inputTokens(usage), outputTokens: outputTokens(usage) };
      hold.settle({ ...amounts, providerId, attempts });
      ledger.append({ ...record, costMicros }, entry);
    },
    stopBooking: () => proxy.set({ kind: "refuse" }),
    async die() {
      isOver = true;
      proxy.set({ kind: "refuse" });
      orphan(join(spoolRoot, ledger.writerId));
      await Promise.all([pool.close(), store.close()]);
    },
    async close() {
      if (isOver) return;
      isOver = true;
      await ledger.close();
      await quotas.close();
      await Promise.all([pool.close(), store.close()]);
      await proxy.close();
    },
  };
  return process;
}

/** Makes a spool's owner a process that has ended. */
function orphan(directory: string): void {
  const { pid } = spawnSync(process.execPath, ["-e", ""]);
  writeFileSync(join(directory, "owner"), JSON.stringify({ pid, began: "0" }));
}

async function untilJudged(db: Database): Promise<Awaited<ReturnType<typeof checkBooks>>["mended"]> {
  const mended: Awaited<ReturnType<typeof checkBooks>>["mended"] = [];
  const giveUpAt = performance.now() + 20_000;
  for (let round = 0; ; round += 1) {
    mended.push(...(await checkBooks(db, 0)).mended);
    const [left] = await db.sql<{ n: number }[]>`
      select count(*)::int as n from quota_check where checked_at is null or checked_at < stable_since`;
    // What was open to judge before the first round may have been judged on what was seen then.
    if (left?.n === 0 && round > 0) return mended;
    if (performance.now() > giveUpAt) throw new Error("some windows were not judged in time");
  }
}

async function insertHouse(db: Database): Promise<void> {
  await db.sql`insert into organization (id, name, time_zone) values ('org_test', 'Test', 'Europe/Berlin')`;
  await db.sql`insert into team (id, organization_id, name) values ('team_a', 'org_test', 'Team')`;
  await db.sql`insert into project (id, organization_id, team_id, name) values ('prj_a', 'org_test', 'team_a', 'Project')`;
  await db.sql`insert into virtual_key (id, organization_id, project_id, public_id, name, allowed_models, may_attribute)
    values ('key_a', 'org_test', 'prj_a', 'aaaaaaaa', 'Key', '{*}', true)`;
}

async function insertQuota(db: Database, quota: Quota): Promise<Quota> {
  const { id, scopeKind, scopeId, scopeModelId, unit, window, windowDays, anchor, limit, hard, shadow } = quota;
  await db.sql`insert into quota (id, organization_id, scope_kind, scope_id, scope_model_id, unit, "window", window_days, anchor,
      "limit", hard, shadow, on_store_down, max_call_percent, created_at)
    values (${id}, 'org_test', ${scopeKind}, ${scopeId}, ${scopeModelId}, ${unit}, ${window}, ${windowDays}, ${anchor}, ${limit},
      ${hard}, ${shadow}, ${quota.onStoreDown}, ${quota.maxCallPercent}, now() - interval '1 day')`;
  return quota;
}
