import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "@/db/client";
import type { Hold, Quota } from "./contract";
import { call, openQuotaWorld, type QuotaWorld, type TestEngine } from "./testing/quota-world";

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

interface Process extends TestEngine {
  holds: { hold: Hold; micros: number }[];
  alive: boolean;
}

/** What must be in the books when everything has ended. */
interface Model {
  processes: Process[];
  quotas: Quota[];
  booked: number;
}

type Step =
  | { kind: "admit"; process: number; micros: number; calls: number }
  | { kind: "settle"; process: number; share: number }
  | { kind: "flush"; process: number }
  | { kind: "expire" }
  | { kind: "crash"; process: number };

const process = fc.nat({ max: 2 });
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant("admit" as const),
      process,
      micros: fc.integer({ min: 1, max: 120 }),
      calls: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 5,
    arbitrary: fc.record({ kind: fc.constant("settle" as const), process, share: fc.integer({ min: 0, max: 100 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: fc.constant("flush" as const), process }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("expire" as const) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("crash" as const), process }) },
);

async function admit(model: Model, { process, micros, calls }: Extract<Step, { kind: "admit" }>): Promise<void> {
  const at = model.processes[process];
  if (!at?.alive) return;
  const admissions = await Promise.all(
    Array.from({ length: calls }, () => at.engine.admit(call(model.quotas, { micros, tokens: micros }))),
  );
  for (const admission of admissions)
    if (admission.kind === "admitted") at.holds.push({ hold: admission.hold, micros });
}

function settle(model: Model, { process, share }: Extract<Step, { kind: "settle" }>): void {
  const at = model.processes[process];
  const next = at?.holds.shift();
  if (next === undefined) return;
  const used = Math.floor((next.micros * share) / 100);
  next.hold.settle({ costMicros: BigInt(used), inputTokens: used, outputTokens: 0 });
  model.booked += used;
}

async function crash(model: Model, process: number): Promise<void> {
  const at = model.processes[process];
  if (!at?.alive) return;
  at.alive = false;
  // What was settled a moment ago is told first, so that the model knows what must be booked.
  await at.engine.flush();
  await at.crash();
  at.holds = [];
}

async function take(model: Model, taken: Step): Promise<void> {
  switch (taken.kind) {
    case "admit":
      return admit(model, taken);
    case "settle":
      return settle(model, taken);
    case "flush": {
      const at = model.processes[taken.process];
      if (at?.alive) await at.engine.flush();
      return;
    }
    case "expire":
      return world.db.sql`update quota_lease set expires_at = now() - interval '1 second'
        where quota_id = any(${model.quotas.map((quota) => quota.id)})`.then(() => undefined);
    case "crash":
      return crash(model, taken.process);
  }
}

async function booked(db: Database, quota: Quota): Promise<number> {
  const [row] = await db.sql<{ settled: number }[]>`
    select coalesce(sum(settled), 0)::float8 as settled from quota_bucket where quota_id = ${quota.id}`;
  return row?.settled ?? -1;
}

describe("any order of events over several processes", () => {
  it("never books, holds and lends more than the limit, and ends with exactly what was used", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 30 }), async (steps) => {
        const [money, team, tokens] = [
          await world.quota({ limit: 600n }),
          await world.quota({ scopeKind: "team", limit: 900n, window: "lifetime" }),
          await world.quota({ unit: "tokens", window: "day", limit: 700n }),
        ];
        const atOnce = await world.quota({ unit: "concurrent", window: "now", limit: 6n });
        const rate = await world.quota({ unit: "requests", window: "minute", limit: 40n });
        const quotas = [money, team, tokens, atOnce, rate];
        const processes = [0, 1, 2].map(() => ({ ...world.engine(), holds: [], alive: true }));
        const model: Model = { processes, quotas, booked: 0 };
        for (const taken of steps) {
          await take(model, taken);
          expect(await world.faults(...quotas)).toEqual([]);
        }
        await finish(model);
        for (const quota of [money, team, tokens]) expect(await booked(world.db, quota)).toBe(model.booked);
      }),
      { numRuns: Number(globalThis.process.env.QUOTA_RUNS ?? 15), interruptAfterTimeLimit: 15_000 },
    );
  }, 60_000);
});

/** Every call ends and every process stops: then nothing is held or lent any more. */
async function finish(model: Model): Promise<void> {
  for (const at of model.processes) {
    for (const { hold } of at.holds) hold.settle({ costMicros: 0n, inputTokens: 0, outputTokens: 0 });
    await at.stop();
  }
  await world.expireAll();
  await world.db.sql`update quota_lease set expires_at = now() - interval '1 minute'`;
  await world.db.sql`select quota_sweep()`;
  const left = await world.db.sql`select quota_id, held, leased from quota_bucket
    where quota_id = any(${model.quotas.map((quota) => quota.id)}) and held + leased > 0`;
  expect([...left]).toEqual([]);
}
