/** One gateway process without its gateway: an engine on a pool of its own, and callers that admit and settle without pause. */
import { openDatabase } from "@/db/client";
import { newId } from "@/lib/crypto/new-id";
import type { QuotaEngine } from "@/lib/quotas/contract";
import { createQuotaEngine } from "@/lib/quotas/quota-engine";
import { CALL, type Done, NOTHING, type Work } from "./work";

const HOLD_MS = 600_000;
/** One in so many calls is timed. */
const SAMPLED = 64;
/** After so many calls answered from memory a caller lets timers and sockets have their turn, as a served call does. */
const BREATH = 16;

interface Count {
  admitted: number;
  refused: number;
  failed: number;
  latencies: number[];
}

const turn = () => new Promise<void>((resolve) => setImmediate(resolve));

async function caller(engine: QuotaEngine, work: Work, until: { over: boolean; count: Count }): Promise<void> {
  const quotas = work.quotas.map((terms) => ({ ...terms, limit: BigInt(terms.limit), grants: [] }));
  for (let n = 0; !until.over; n += 1) {
    const { count } = until;
    const askedAt = n % SAMPLED === 0 ? performance.now() : 0;
    try {
      const admission = await engine.admit({ requestId: newId("req"), quotas, estimate: CALL, holdMs: HOLD_MS });
      if (admission.kind === "admitted") {
        admission.hold.settle(work.isFree ? NOTHING : CALL);
        count.admitted += 1;
      } else count.refused += 1;
    } catch {
      count.failed += 1;
      await turn();
    }
    if (askedAt !== 0) count.latencies.push(performance.now() - askedAt);
    if (n % BREATH === 0) await turn();
  }
}

async function run(work: Work): Promise<Done> {
  const database = openDatabase(work.databaseUrl, { poolSize: 4 });
  const engine = createQuotaEngine({ sql: database.sql, processId: newId("lse") });
  const until = { over: false, count: newCount() };
  const callers = Array.from({ length: work.callers }, () => caller(engine, work, until));
  await new Promise((resolve) => setTimeout(resolve, work.warmUpMs));
  const count = newCount();
  until.count = count;
  const cpu = process.cpuUsage();
  const begun = performance.now();
  await new Promise((resolve) => setTimeout(resolve, work.runMs));
  const seconds = (performance.now() - begun) / 1000;
  const { user, system } = process.cpuUsage(cpu);
  until.over = true;
  await Promise.all(callers);
  await engine.close();
  await database.close();
  const sorted = count.latencies.toSorted((a, b) => a - b);
  const at = (share: number) => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;
  const calls = count.admitted + count.refused;
  return {
    perSecond: count.admitted / seconds,
    refused: count.refused,
    failed: count.failed,
    p50: at(0.5),
    p99: at(0.99),
    cpuMicros: (user + system) / Math.max(1, calls),
  };
}

function newCount(): Count {
  return { admitted: 0, refused: 0, failed: 0, latencies: [] };
}

process.on("disconnect", () => process.exit(0));
process.once("message", (work: Work) => void run(work).then((done) => process.send?.(done)));
process.send?.("ready");
