import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Database, openDatabase } from "@/db/client";
import { freshDatabase } from "@/db/testing/fresh-database";
import { type FaultProxy, startFaultProxy } from "@/e2e/faults/fault-proxy";
import type { JournaledLedger } from "../contract";
import { createLedger } from "../ledger";
import type { LedgerOptions } from "../ledger-options";
import { type Recovered, recoverSpools } from "../recover-spools";

export interface OpenedLedger {
  ledger: JournaledLedger;
  /** What it could not do. */
  errors: unknown[];
  /** Closes it and everything it has of the database: nothing of it is on its way any more. */
  end(): Promise<void>;
}

/** A database that can go away, and a folder of spools. */
export interface LedgerWorld {
  db: Database;
  proxy: FaultProxy;
  spoolRoot: string;
  /** A ledger whose database is behind the proxy. */
  open(options?: Partial<LedgerOptions>): OpenedLedger;
  /** Brings what is left in the spools, past the proxy. */
  recover(rejected?: string[]): Promise<Recovered>;
  /** Ids of the records of an organization, each as often as it is there, with their outcomes. */
  records(organizationId: string): Promise<{ id: string; outcome: string }[]>;
  /** Calls of an organization by the roll-ups, and by the ledger. */
  counts(organizationId: string): Promise<{ rolled: number; booked: number }>;
  close(): Promise<void>;
}

export async function openLedgerWorld(): Promise<LedgerWorld> {
  const fresh = await freshDatabase();
  const proxy = await startFaultProxy(fresh.url);
  const db = openDatabase(fresh.url, { poolSize: 3 });
  const ends: (() => Promise<void>)[] = [];
  const spoolRoot = mkdtempSync(join(tmpdir(), "gatehouse-ledger-"));
  return {
    db,
    proxy,
    spoolRoot,
    open(options = {}) {
      const errors: unknown[] = [];
      const onError = (error: unknown) => errors.push(error);
      const quick = { flushIntervalMs: 5, closeTimeoutMs: 300, reopenMs: 20 };
      const pool = openDatabase(proxy.url, { poolSize: 2, deadlineMs: 2_000 });
      const ledger = createLedger({ sql: pool.sql, spoolRoot, onError, ...quick, ...options });
      const end = () => ledger.close().then(() => pool.close());
      ends.push(end);
      return { ledger, errors, end };
    },
    recover: (rejected = []) => recoverSpools({ sql: db.sql, spoolRoot, onReject: (line) => rejected.push(line) }),
    async records(organizationId) {
      return db.sql<{ id: string; outcome: string }[]>`
        select id, outcome from request_record where organization_id = ${organizationId} order by id`;
    },
    async counts(organizationId) {
      const [row] = await db.sql<{ rolled: number; booked: number }[]>`select
        (select coalesce(sum(requests), 0)::int from usage_hourly where organization_id = ${organizationId}) as rolled,
        (select count(*)::int from ledger_entry where organization_id = ${organizationId}) as booked`;
      return row ?? { rolled: -1, booked: -1 };
    },
    async close() {
      await Promise.all(ends.map((end) => end()));
      await proxy.close();
      await db.close();
      await fresh.close();
      rmSync(spoolRoot, { recursive: true, force: true });
    },
  };
}

/** Waits until something is so. */
export async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = performance.now() + 20_000;
  while (!condition()) {
    if (performance.now() > giveUpAt) throw new Error("what was waited for did not happen");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
