import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ask, type Outcome, tally } from "./harness/ask";
import { openHouse, type QuotaHouse } from "./harness/open-house";
import { type Counted, extremes } from "./harness/rolling";

/** One real run for all limits at once: a minute has to pass, and a little more to see windows that begin later. */
const RUN_MS = 76_000;
const MINUTE_MS = 60_000;
const LIMIT = 600;
/** What one answer of the upstream's is billed for, prompt and answer together. */
const TOKENS_PER_CALL = 32;
const MAX_TOKENS = 12;

interface Lane {
  name: string;
  unit: "requests" | "tokens";
  /** Calls offered, as a share of those the limit allows. */
  offered: number;
  /** Share of the calls each process gets. */
  spread: readonly number[];
  /** How far a full minute may be off the limit. */
  tolerance: number;
}

const ONE = [1, 0, 0, 0];
const UNEVEN = [0.7, 0.2, 0.08, 0.02];
const OVER: Lane[] = [
  { name: "requests, one process", unit: "requests", offered: 2, spread: ONE, tolerance: 0.05 },
  { name: "requests, four processes", unit: "requests", offered: 2, spread: UNEVEN, tolerance: 0.1 },
  { name: "tokens, four processes", unit: "tokens", offered: 2, spread: UNEVEN, tolerance: 0.1 },
];
const UNDER: Lane[] = [
  { name: "requests, one process", unit: "requests", offered: 0.9, spread: ONE, tolerance: 0.05 },
  { name: "requests, four processes", unit: "requests", offered: 0.9, spread: UNEVEN, tolerance: 0.1 },
  { name: "tokens, four processes", unit: "tokens", offered: 0.9, spread: UNEVEN, tolerance: 0.1 },
];

interface Result {
  outcomes: Outcome[];
  /** Admitted calls, each at the moment its process decided. */
  counted: Counted[];
  /** Between these there was always more than the limit allows; epoch ms. */
  from: number;
  to: number;
}

let house: QuotaHouse;
const results = new Map<Lane, Result>();
beforeAll(async () => {
  house = await openHouse(4);
  const model = await house.addModel("good");
  await warmUp(model);
  const lanes = [...OVER, ...UNDER];
  const keys = await Promise.all(lanes.map(keyOf));
  await Promise.all(
    lanes.map(async (lane, n) => {
      results.set(lane, await drive(lane, { key: keys[n] ?? "", model }));
    }),
  );
}, RUN_MS + 120_000);
afterAll(() => house.close());

/** The first calls of a process take longest, and a second's worth of calls that come at once is no steady load. */
async function warmUp(model: string): Promise<void> {
  const key = await house.newKey([
    { unit: "requests", window: "minute", limit: "100000" },
    { unit: "tokens", window: "minute", limit: "100000000" },
  ]);
  for (let round = 0; round < 20; round += 1) {
    await Promise.all(house.origins.map((origin) => ask(origin, key, { model, maxTokens: MAX_TOKENS })));
  }
}

function keyOf({ unit }: Lane): Promise<string> {
  const perCall = unit === "tokens" ? TOKENS_PER_CALL : 1;
  return house.newKey([{ unit, window: "minute", limit: String(LIMIT * perCall) }]);
}

const epochMs = () => performance.timeOrigin + performance.now();

/** Offers calls at a steady pace for the whole run, whatever becomes of them. */
async function drive(lane: Lane, call: { key: string; model: string }): Promise<Result> {
  const question = { model: call.model, maxTokens: MAX_TOKENS };
  const gapMs = MINUTE_MS / (LIMIT * lane.offered);
  const underway: Promise<Outcome>[] = [];
  const from = epochMs();
  for (let n = 0; n * gapMs < RUN_MS; n += 1) {
    const early = from + n * gapMs - epochMs();
    if (early > 1) await new Promise((resolve) => setTimeout(resolve, early));
    underway.push(ask(house.origins[processOf(n, lane.spread)] ?? "", call.key, question));
  }
  const to = epochMs();
  const outcomes = await Promise.all(underway);
  const amount = lane.unit === "tokens" ? TOKENS_PER_CALL : 1;
  const answered = outcomes.filter(({ status }) => status === 200).length;
  const moments = await house.admissions(call.key, answered);
  const counted = moments.map((at) => ({ at, amount }));
  return { outcomes, counted, from, to };
}

/** Spreads calls as the shares say, evenly over time: call n goes where the running count lags most. */
function processOf(n: number, spread: readonly number[]): number {
  const lags = spread.map((share) => Math.floor(share * (n + 1) + 1e-9) - Math.floor(share * n + 1e-9));
  const due = lags.lastIndexOf(1);
  return Math.max(0, due);
}

function resultOf(lane: Lane): Result {
  const result = results.get(lane);
  if (result === undefined) throw new Error(`${lane.name} was not driven`);
  return result;
}

describe("twice as much as a minute's limit allows", () => {
  it.each(OVER)("$name: any rolling minute holds as much as the limit, and not more", (lane) => {
    const { outcomes, counted, from, to } = resultOf(lane);
    const limit = LIMIT * (lane.unit === "tokens" ? TOKENS_PER_CALL : 1);
    const { most, least } = extremes(counted, { from, to, lengthMs: MINUTE_MS });
    const words = `${lane.name}: ${least} to ${most} of ${limit} in a minute, ${JSON.stringify(tally(outcomes))}`;
    expect(most, words).toBeLessThanOrEqual(limit * (1 + lane.tolerance));
    expect(least, words).toBeGreaterThanOrEqual(limit * (1 - lane.tolerance));
  });
});

describe("nine tenths of what a minute's limit allows", () => {
  it.each(UNDER)("$name: nobody is refused", (lane) => {
    const { outcomes } = resultOf(lane);
    const words = JSON.stringify(tally(outcomes));
    expect(outcomes.filter(({ status }) => status === 429).length, words).toBe(0);
    // A machine that is busy elsewhere may let a statement miss its deadline, which is said as such and is no refusal.
    expect(outcomes.filter(({ status }) => status === 200).length, words).toBeGreaterThan(outcomes.length * 0.98);
  });
});
