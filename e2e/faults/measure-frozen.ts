/** `npm run bench:frozen`: what a frozen Postgres adds to calls with cached keys. Prints a table. */
import { openFaultHouse } from "./harness/open-fault-house";
import { setup } from "./harness/prepare";
import { type Caller, type Outcome, percentile, startTraffic, timesOf } from "./harness/traffic";

const RATE = 50;
const ROUNDS = 2;
const CALM_MS = 8_000;
const FROZEN_MS = 16_000;

async function main(): Promise<void> {
  await setup();
  const house = await openFaultHouse();
  const budget = { unit: "usd", window: "month", limit: "100" } as const;
  const traffic = {
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
  const during = async (ms: number) => {
    const running = startTraffic(traffic);
    await pause(ms);
    return running.stop();
  };
  const [calm, frozen]: [Outcome[], Outcome[]] = [[], []];
  await during(2_000);
  for (let round = 0; round < ROUNDS; round += 1) {
    calm.push(...(await during(CALM_MS)));
    house.store.freeze();
    frozen.push(...(await during(FROZEN_MS)));
    house.store.thaw();
    await during(4_000);
  }
  console.log(table(calm, frozen, house.store.kind));
  await house.close();
}

function table(calm: readonly Outcome[], frozen: readonly Outcome[], kind: string): string {
  const line = (name: string, outcomes: readonly Outcome[], caller: Caller) => {
    const { whole, checks } = timesOf(outcomes, caller);
    const refused = outcomes.filter((one) => one.caller === caller && one.status !== 200).length;
    const cells = [checks, whole].flatMap((times) => [percentile(times, 0.5), percentile(times, 0.99)]);
    return `| ${caller} | ${name} | ${whole.length} | ${refused} | ${cells.map((ms) => ms.toFixed(2)).join(" | ")} |`;
  };
  const callers = ["plain", "allow", "last_known", "deny"] as const;
  return [
    `Cached keys at ${RATE} calls/s of mixed traffic, ${kind} Postgres, ${ROUNDS} rounds of ${CALM_MS / 1000} s and ${FROZEN_MS / 1000} s, ms:`,
    "",
    "| key's quota | Postgres | answered | 503 | checks p50 | checks p99 | whole p50 | whole p99 |",
    "|---|---|---|---|---|---|---|---|",
    ...callers.flatMap((caller) => [line("answers", calm, caller), line("is frozen", frozen, caller)]),
  ].join("\n");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

await main();
