/** `npm run bench:records`: how many records a second one process brings through its spool into Postgres, and what each costs. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase } from "@/db/client";
import { newId } from "@/lib/crypto/new-id";
import type { ClosedExchange } from "@/lib/ledger/contract";
import { createLedger } from "@/lib/ledger/ledger";
import { closedExchange } from "@/lib/ledger/testing/closed-exchange";
import { openStore } from "../quotas/store";
import { describeRun } from "../report/machine";

const TABLE_FILE = "bench/last-records-table.md";
const ROUNDS = 5;
const RECORDS = 50_000;
const PER_TURN = 50;
/** What a gateway would have refused to let wait; far below the spool's bound. */
const WAITING_MAX = 20_000;
const WANTED_PER_SECOND = 10_000;

interface Round {
  perSecond: number;
  /** CPU time of this process per record, the making of the exchange left out. */
  nodeMicros: number;
}

async function main(): Promise<void> {
  const store = await openStore(process.env.DATABASE_URL);
  const root = mkdtempSync(join(tmpdir(), "gatehouse-bench-"));
  const database = openDatabase(store.url);
  const ledger = createLedger({ sql: database.sql, spoolRoot: root, onError: (error) => console.error(error) });
  try {
    const makingMicros = cpuMicros(() => {
      for (let n = 0; n < RECORDS; n += 1) exchange();
    });
    await bring(ledger, RECORDS / 5);
    const rounds: Round[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      const startedAt = performance.now();
      const before = process.cpuUsage();
      await bring(ledger, RECORDS);
      const { user, system } = process.cpuUsage(before);
      const seconds = (performance.now() - startedAt) / 1000;
      // Each record is two exchanges: as it would be if the process died, and as it closed.
      rounds.push({ perSecond: RECORDS / seconds, nodeMicros: (user + system - 2 * makingMicros) / RECORDS });
    }
    print(rounds, store.words, ledger.lost);
  } finally {
    await ledger.close();
    await database.close();
    await store.close();
    rmSync(root, { recursive: true, force: true });
  }
}

/** As the gateway does it: an open entry, then the closed exchange; in bursts of one turn of the event loop. */
async function bring(ledger: ReturnType<typeof createLedger>, count: number): Promise<void> {
  for (let n = 0; n < count; n += 1) {
    const entry = ledger.open(exchange());
    ledger.append(exchange(), entry);
    if (n % PER_TURN === 0) await turn();
    while (ledger.pending > WAITING_MAX) await turn();
  }
  await ledger.flush();
}

function exchange(): ClosedExchange {
  return closedExchange({ organizationId: "org_bench", requestId: newId("req") });
}

function turn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

function cpuMicros(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return user + system;
}

function print(rounds: readonly Round[], databaseWords: string, lost: number): void {
  const perSecond = median(rounds.map((round) => round.perSecond));
  const nodeMicros = median(rounds.map((round) => round.nodeMicros));
  const verdict = perSecond >= WANTED_PER_SECOND ? "reached" : "falls short";
  const text = `${describeRun("nothing pinned", databaseWords)}

| records | rounds | records/s, median (least, most) | CPU of the process per record | lost |
| --- | --- | --- | --- | --- |
| ${RECORDS} | ${rounds.length} | ${Math.round(perSecond)} (${range(rounds)}) | ${nodeMicros.toFixed(1)} µs | ${lost} |

- **${verdict}**: spool and flush sustain ≥ ${WANTED_PER_SECOND} records/s (${Math.round(perSecond)})
`;
  console.log(text);
  if (process.env.DATABASE_URL !== undefined) writeFileSync(TABLE_FILE, `# Records through the spool\n\n${text}`);
}

function range(rounds: readonly Round[]): string {
  const all = rounds.map((round) => Math.round(round.perSecond)).sort((a, b) => a - b);
  return `${all[0]}, ${all.at(-1)}`;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[sorted.length >> 1] ?? 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
