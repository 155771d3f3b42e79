import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Quota } from "./contract";
import { Fleet } from "./testing/fleet";
import { openQuotaWorld, type QuotaWorld } from "./testing/quota-world";

/**
 * Replay a failure with what fast-check prints: `QUOTA_SEED=<seed> QUOTA_PATH=<path>`. `QUOTA_RUNS` asks for more.
 * The order of steps is then the same; what runs beside what is up to the database, as in life.
 */
const runs = (usual: number, seconds: number): fc.Parameters<unknown> => ({
  numRuns: Number(process.env.QUOTA_RUNS ?? usual),
  ...(process.env.QUOTA_SEED === undefined ? {} : { seed: Number(process.env.QUOTA_SEED) }),
  ...(process.env.QUOTA_PATH === undefined ? {} : { path: process.env.QUOTA_PATH }),
  // A smaller counterexample would be another interleaving.
  endOnFailure: true,
  interruptAfterTimeLimit: process.env.QUOTA_RUNS === undefined ? seconds * 1000 : 600_000,
});

let world: QuotaWorld;
beforeAll(async () => {
  world = await openQuotaWorld();
});
afterAll(() => world.close());

const ENGINES = 3;
/** Above every limit here: the table's own limit must not matter, only what the process was told. */
const TABLE_LIMIT = 10n ** 15n;
/** Which quotas apply to a call, by place in `openQuotas`; the order differs on purpose. */
const CALLERS = [
  [0, 1, 2, 3, 4, 5, 6, 7],
  [4, 3, 1, 0],
  [7, 6, 5, 2, 0],
  [2, 4],
];

const ONE_CALL = { engine: 0, quotas: [2], most: { micros: 1, input: 0, output: 0 }, holdMs: 600_000 };

/** Organization, team, project and key; money, tokens, requests and calls at once; hard, soft and shadow. */
async function openQuotas(timeZone: string): Promise<Quota[]> {
  const terms: Partial<Quota>[] = [
    { scopeKind: "organization", window: "month", limit: 900n },
    { scopeKind: "team", unit: "tokens", window: "lifetime", limit: 1200n },
    { scopeKind: "key", window: "day", limit: 500n },
    { scopeKind: "key", unit: "requests", window: "minute", limit: 40n },
    { scopeKind: "key", unit: "concurrent", window: "now", limit: 7n },
    { scopeKind: "project", unit: "output_tokens", window: "week", limit: 700n },
    { scopeKind: "project", window: "month", limit: 50n, hard: false },
    { scopeKind: "organization", unit: "requests", window: "lifetime", limit: 3n, shadow: true },
  ];
  const stored = await Promise.all(terms.map((one) => world.quota({ ...one, timeZone, limit: TABLE_LIMIT })));
  return stored.map((quota, place) => ({ ...quota, limit: terms[place]?.limit ?? 0n }));
}

type Step = (fleet: Fleet) => Promise<void> | void;

const engine = fc.nat({ max: ENGINES - 1 });
const amount = fc.integer({ min: 0, max: 90 });

const admit = fc
  .record({
    engine,
    quotas: fc.constantFrom(...CALLERS),
    most: fc.record({ micros: amount, input: amount, output: amount }),
    holdMs: fc.constantFrom(600_000, 600_000, 600_000, 5),
    calls: fc.integer({ min: 1, max: 5 }),
  })
  .map(({ calls, ...terms }): Step => {
    return async (fleet) => {
      await Promise.all(Array.from({ length: calls }, () => fleet.admit(terms)));
    };
  });
/** Mostly within the estimate, now and then above it; a cancelled call used nothing; some are settled twice. */
const settle = fc
  .record({ engine, percent: fc.constantFrom(0, 30, 60, 100, 100, 140), times: fc.constantFrom(1, 1, 2) })
  .map(
    ({ engine, percent, times }): Step =>
      (fleet) =>
        fleet.settle(engine, percent, times),
  );
const flush = engine.map(
  (at): Step =>
    (fleet) =>
      fleet.flush(at),
);
const vanish = engine.map(
  (at): Step =>
    (fleet) =>
      fleet.vanish(at),
);
const expire = fc.constant<Step>((fleet) => fleet.expireDead());
const follow = engine.map(
  (at): Step =>
    (fleet) =>
      fleet.follow(at),
);
const relimit = fc
  .record({ place: fc.nat({ max: 7 }), percent: fc.constantFrom(0, 40, 80, 150) })
  .map(({ place, percent }): Step => {
    return (fleet) => fleet.change(place, ({ limit }) => ({ limit: (limit * BigInt(percent)) / 100n + 1n }));
  });
const grant = fc
  .record({
    place: fc.nat({ max: 7 }),
    amount: fc.integer({ min: 1, max: 300 }),
    in: fc.nat(40),
    runs: fc.integer({ min: 1, max: 200 }),
  })
  .map(({ place, amount, in: delay, runs: length }): Step => {
    return (fleet) => {
      const startsAt = Date.now() + delay;
      fleet.change(place, ({ grants }) => ({
        grants: [...grants, { amount: BigInt(amount), startsAt, endsAt: startsAt + length }],
      }));
    };
  });

interface Move {
  step: Step;
  /** Whether the next move waits for this one. */
  awaited: boolean;
}

function movesOf(...weighted: [number, fc.Arbitrary<Step>][]): fc.Arbitrary<Move[]> {
  const step = fc.oneof(...weighted.map(([weight, arbitrary]) => ({ weight, arbitrary })));
  return fc.array(fc.record({ step, awaited: fc.boolean() }), { minLength: 8, maxLength: 40 });
}

async function play(fleet: Fleet, moves: readonly Move[]): Promise<void> {
  for (const { step, awaited } of moves) {
    const work = Promise.resolve(step(fleet));
    if (awaited) await work;
    else fleet.beside(work);
    expect(await fleet.audit()).toEqual([]);
  }
}

async function expectQuiet(fleet: Fleet): Promise<void> {
  expect(await fleet.finish(50)).toEqual([]);
  expect(await fleet.misbooked()).toEqual([]);
  expect(fleet.model.faults).toEqual([]);
}

describe("any interleaving over several processes and quotas", () => {
  it("never holds more than a limit, refuses nobody while there is room, and books exactly what was used", async () => {
    const moves = movesOf([7, admit], [6, settle], [2, flush], [1, relimit], [1, grant], [2, follow]);
    await fc.assert(
      fc.asyncProperty(moves, async (taken) => {
        const fleet = await Fleet.open(world, await openQuotas(zoneAtNoon()), ENGINES);
        await play(fleet, taken);
        await expectQuiet(fleet);
      }),
      runs(25, 15),
    );
  }, 700_000);

  it("survives processes that vanish in the middle of a statement", async () => {
    const moves = movesOf([7, admit], [6, settle], [2, flush], [2, vanish], [2, expire], [1, relimit], [1, follow]);
    await fc.assert(
      fc.asyncProperty(moves, async (taken) => {
        const fleet = await Fleet.open(world, await openQuotas(zoneAtNoon()), ENGINES);
        await play(fleet, taken);
        await expectQuiet(fleet);
      }),
      runs(20, 15),
    );
  }, 700_000);

  it("begins a new window in the middle of everything and keeps the old one's books", async () => {
    const moves = movesOf([7, admit], [6, settle], [2, flush], [1, vanish], [1, expire]);
    await fc.assert(
      fc.asyncProperty(moves, async (taken) => {
        const turns = Math.ceil((Date.now() + 150) / 1000) * 1000;
        const fleet = await Fleet.open(world, await openQuotas(zoneWithMidnightAt(turns)), ENGINES, turningAt(turns));
        await fleet.admit(ONE_CALL);
        while (Date.now() < turns + 100) await play(fleet, taken);
        await fleet.idle();
        await fleet.admit(ONE_CALL);
        await expectQuiet(fleet);
        expect(await windowsOf(fleet)).toBe(2);
      }),
      runs(5, 12),
    );
  }, 700_000);
});

/** A time zone, as POSIX writes them, in which a day begins at that instant, epoch ms. */
function zoneWithMidnightAt(instant: number): string {
  const second = (instant / 1000) % 86_400;
  const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
  // West of Greenwich is positive: there it is earlier, so midnight comes that much later.
  return `<TST>+${two(second / 3600)}:${two((second % 3600) / 60)}:${two(second % 60)}`;
}

/** A time zone in which no window of the calendar ends soon. */
const zoneAtNoon = () => zoneWithMidnightAt(Math.ceil(Date.now() / 1000) * 1000 + 12 * 3_600_000);

/** The windows that begin with the day of `zoneWithMidnightAt`: there it is then the day that it is in Greenwich. */
function turningAt(instant: number): ReadonlySet<Quota["window"]> {
  const day = new Date(instant);
  const turning = new Set<Quota["window"]>(["day"]);
  if (day.getUTCDay() === 1) turning.add("week");
  if (day.getUTCDate() === 1) turning.add("month");
  if (day.getUTCDate() === 1 && day.getUTCMonth() % 3 === 0) turning.add("quarter");
  return turning;
}

async function windowsOf(fleet: Fleet): Promise<number> {
  const daily = fleet.quotas.find(({ window }) => window === "day")?.id ?? "";
  const [row] = await world.db.sql<
    { n: number }[]
  >`select count(*)::int as n from quota_bucket where quota_id = ${daily}`;
  return row?.n ?? 0;
}
