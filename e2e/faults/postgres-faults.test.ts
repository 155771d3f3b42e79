import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { PROMISES } from "../conformance/harness/promises";
import { until } from "../conformance/harness/until";
import type { Fault } from "./fault-proxy";
import { type FaultHouse, openFaultHouse } from "./harness/open-fault-house";
import { call, type Outcome, percentile, startTraffic, type TrafficOptions, tally, timesOf } from "./harness/traffic";

const RATE = 50;
/** Long enough for every breaker to open and for callers to meet it; leases outlast it. */
const OUTAGE_MS = 4_000;

let house: FaultHouse;
let traffic: TrafficOptions;

beforeAll(async () => {
  house = await openFaultHouse();
  const budget = { unit: "usd", window: "month", limit: "100" } as const;
  traffic = {
    origin: house.gateway.origin,
    model: house.model,
    rate: RATE,
    keys: {
      plain: await house.newKey([]),
      deny: await house.newKey([{ ...budget, onStoreDown: "deny" }]),
      last_known: await house.newKey([{ ...budget, onStoreDown: "last_known" }]),
      allow: await house.newKey([{ ...budget, onStoreDown: "allow" }]),
    },
  };
  await healed();
});
afterAll(() => house.close());

interface Measured {
  before: Outcome[];
  during: Outcome[];
}

/** Traffic before a fault, then during it, then the house healed again. */
async function under(breakIt: () => void, mendIt: () => void): Promise<Measured> {
  const calm = startTraffic(traffic);
  await pause(2_000);
  const before = await calm.stop();
  breakIt();
  const hit = startTraffic(traffic);
  await pause(OUTAGE_MS);
  // Calls are still on their way when it is mended: they must end well too.
  mendIt();
  const during = await hit.stop();
  await healed();
  report({ before, during });
  return { before, during };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Everything works again without anybody's help: a stranger is told so, a strict budget admits, nothing is reported missing. */
async function healed(): Promise<void> {
  const works = async () => {
    const { degraded } = await house.gateway.readiness();
    const [stranger, strict] = [await call("stranger", traffic), await call("deny", traffic)];
    return degraded.length === 0 && stranger.status === 401 && strict.status === 200;
  };
  await until(works, { what: "recovery without a restart", timeoutMs: 20_000 });
}

function report({ before, during }: Measured): void {
  const figures = [before, during].map((outcomes) => {
    const { whole, checks } = timesOf(outcomes);
    const times = [percentile(whole, 0.5), percentile(whole, 0.99), percentile(checks, 0.5), percentile(checks, 0.99)];
    const [w50, w99, c50, c99] = times.map((ms) => ms.toFixed(2));
    return `${w50}/${w99} ms, checks ${c50}/${c99} ms`;
  });
  const name = expect.getState().currentTestName;
  process.stdout.write(
    `  ${name}\n    cached keys p50/p99 before ${figures[0]}; during ${figures[1]}\n    ${tally(during)}\n`,
  );
}

/** What holds in every fault. */
async function expectCalm({ before, during }: Measured): Promise<void> {
  const story = tally(during);
  const all = [...before, ...during];
  expect(
    all.filter(({ status }) => status === 0),
    story,
  ).toEqual([]);
  expect(Math.max(...all.map(({ ms }) => ms)), story).toBeLessThan(PROMISES.callWaitsForStoreMs);
  // Whoever is known is never told that it is not, may not, or has nothing left.
  const known = during.filter(({ caller }) => caller !== "stranger");
  expect(
    known.filter(({ status }) => status !== 200 && status !== 503),
    story,
  ).toEqual([]);
  for (const one of known.filter(({ status }) => status === 503)) {
    expect(one, story).toMatchObject({ caller: expect.not.stringMatching(/plain|allow/), code: "policy_unavailable" });
    expect(one.retryAfter, story).not.toBeNull();
  }
  expect(
    during.filter(({ caller, status }) => caller === "plain" && status !== 200),
    story,
  ).toEqual([]);
  await expectRecords(all);
}

/** Every call that was answered has exactly one record, whatever the store did meanwhile. */
async function expectRecords(outcomes: readonly Outcome[]): Promise<void> {
  const answered = outcomes.filter(({ status }) => status === 200).map(({ requestId }) => requestId);
  // The administrator's own connection may have been frozen as well.
  const written = async () => (await house.records(answered).catch(() => [])).length === answered.length;
  await until(written, { what: `records of ${answered.length} calls`, timeoutMs: 30_000 });
  const records = await house.records(answered);
  expect(records.filter(({ outcome }) => outcome !== "ok")).toEqual([]);
}

const strangersIn = (outcomes: readonly Outcome[]) => outcomes.filter(({ caller }) => caller === "stranger");

const behind = (fault: Fault) => [() => house.proxy.set(fault), () => house.proxy.set({ kind: "none" })] as const;

describe("Postgres that does not answer", () => {
  it.each([
    ["refused", { kind: "refuse" }],
    ["blackholed", { kind: "blackhole" }],
    ["out of connections (53300)", { kind: "error", code: "53300", fatal: true }],
    ["shutting down (57P01)", { kind: "error", code: "57P01", fatal: true }],
    ["failing over, read only (25006)", { kind: "error", code: "25006", fatal: false }],
  ] as [string, Fault][])("%s", async (_, fault) => {
    const measured = await under(...behind(fault));
    await expectCalm(measured);
    for (const one of strangersIn(measured.during).slice(0, -1)) {
      expect(one, tally(measured.during)).toMatchObject({ status: 503, code: "policy_unavailable" });
      expect(one.retryAfter).not.toBeNull();
    }
  });

  it("frozen (SIGSTOP)", async () => {
    const measured = await under(
      () => house.store.freeze(),
      () => house.store.thaw(),
    );
    await expectCalm(measured);
    // With the last one it may answer again.
    const strangers = strangersIn(measured.during).slice(0, -1);
    expect(
      strangers.every(({ status }) => status === 503),
      tally(measured.during),
    ).toBe(true);
    // A comparison, not a time: what a cached key waits must not grow with the outage.
    const [was, is] = [measured.before, measured.during].map((outcomes) => percentile(timesOf(outcomes).checks, 0.9));
    expect(is, tally(measured.during)).toBeLessThan((was ?? 0) * 10 + PROMISES.cachedKeyAddedMs);
  });

  it("says what is missing and since when, once, and not with every call", async () => {
    const before = house.gateway.output().length;
    house.proxy.set({ kind: "refuse" });
    const missing = async () => (await house.gateway.readiness()).degraded.some((name) => name.startsWith("database"));
    const hit = startTraffic(traffic);
    await until(missing, { what: "readiness saying that the database is missing" });
    await pause(OUTAGE_MS);
    const { ready, components } = await house.gateway.readiness();
    await hit.stop();
    house.proxy.set({ kind: "none" });
    await healed();
    expect(ready).toBe(true);
    const since = components.filter(({ ready: isReady }) => !isReady).map((one) => Date.parse(one.since));
    expect(Math.max(...since)).toBeLessThanOrEqual(Date.now());
    const lines = house.gateway
      .output()
      .slice(before)
      .split("\n")
      .filter((line) => line.includes('"level":'));
    expect(lines.length, lines.join("\n")).toBeLessThan(20);
    expect(lines.join("\n")).not.toMatch(/\\n +at /);
  });
});

describe("Postgres that answers badly", () => {
  it.each([50, 200, 1_000])("slow by %i ms each way", async (ms) => {
    await expectCalm(await under(...behind({ kind: "slow", ms })));
  });

  it("half closed: it says goodbye and reads on", async () => {
    await expectCalm(await under(...behind({ kind: "half_close" })));
  });

  it("killed and started again, over and over", async () => {
    const kill = () => (house.store.restart === null ? house.proxy.cut() : house.store.restart());
    const measured = await under(() => {
      kill();
      house.proxy.cut();
    }, kill);
    await expectCalm(measured);
  });
});

describe("an outage longer than leases", () => {
  it("ends `deny` with 503, bounds `last_known`, lets `allow` go on, and books everything that passed", async () => {
    const budget = { unit: "usd", window: "month", limit: "0.001" } as const;
    const keys = {
      ...traffic.keys,
      deny: await house.newKey([{ ...budget, onStoreDown: "deny" }]),
      last_known: await house.newKey([{ ...budget, onStoreDown: "last_known" }]),
      allow: await house.newKey([{ ...budget, limit: "100", onStoreDown: "allow" }]),
    };
    const scarce = { ...traffic, keys };
    for (const caller of ["deny", "last_known", "allow"] as const)
      expect((await call(caller, scarce)).status).toBe(200);
    house.proxy.set({ kind: "blackhole" });
    const hit = startTraffic(scarce);
    const denied = async () => (await call("deny", scarce)).status === 503;
    await until(denied, { what: "leases coming to their end", timeoutMs: 30_000 });
    await pause(1_000);
    const during = await hit.stop();
    const late = await call("allow", scarce);
    house.proxy.set({ kind: "none" });
    await healed();
    expect(late.status).toBe(200);
    expect(
      during.filter(({ caller, status }) => caller === "allow" && status !== 200),
      tally(during),
    ).toEqual([]);
    const answered = (caller: string) => during.filter((one) => one.caller === caller && one.status === 200);
    // A thousand micro-USD, ten a call: what was leased, and a tenth of the limit without the store.
    expect(answered("last_known").length, tally(during)).toBeLessThanOrEqual(100);
    await expectRecords([...during, late]);
    const sums = {
      deny: answered("deny").length + 1,
      last_known: answered("last_known").length + 1,
      allow: answered("allow").length + 2,
    };
    for (const [caller, calls] of Object.entries(sums)) {
      const key = keys[caller as keyof typeof sums];
      await until(async () => (await house.booked(key)) >= BigInt(calls * 10), { what: `${caller} being booked` });
    }
    const lent = await house.records([late.requestId]);
    expect(lent[0]?.admission).toContain("allow: key usd_micros/month");
  });
});

describe("a process that starts while Postgres is away", () => {
  it("serves the keys it knew, says 503 to others, and is whole when Postgres is back", async () => {
    expect((await call("plain", traffic)).status).toBe(200);
    house.proxy.set({ kind: "refuse" });
    await house.gateway.restart();
    expect(await call("plain", traffic), house.gateway.output().slice(-3_000)).toMatchObject({ status: 200 });
    expect(await call("stranger", traffic)).toMatchObject({ status: 503, code: "policy_unavailable" });
    expect((await call("allow", traffic)).status).toBe(200);
    expect((await call("deny", traffic)).status).toBe(503);
    const { degraded } = await house.gateway.readiness();
    expect(degraded.length).toBeGreaterThan(0);
    house.proxy.set({ kind: "none" });
    await healed();
  });
});

describe("after the faults", () => {
  it("the audit log says when the process served without its database, in the order it happened, and its chain is intact", async () => {
    await until(async () => (await house.outages()).actions.at(-1) === "store.back", {
      what: "the last outage in the log",
      timeoutMs: 10_000,
    });
    const { actions, occurred, intact } = await house.outages();
    expect(new Set(actions)).toEqual(new Set(["store.lost", "store.back"]));
    expect(occurred).toEqual(occurred.toSorted());
    expect(intact).toBe(true);
  });
});
