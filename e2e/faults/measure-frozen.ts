/** `npm run bench:frozen`: what a frozen Postgres adds to calls with cached keys. Prints a table. */
import { openFaultHouse } from "./harness/open-fault-house";
import { setup } from "./harness/prepare";
import { cachedTimes, type Outcome, percentile, startTraffic } from "./harness/traffic";

const RATE = 50;
const ROUNDS = 3;
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
  const line = (name: string, outcomes: readonly Outcome[]) => {
    const { whole, checks } = cachedTimes(outcomes);
    const failed = outcomes.filter(({ caller, status }) => caller === "plain" && status !== 200).length;
    const cells = [0.5, 0.99].flatMap((p) => [percentile(checks, p), percentile(whole, p)]);
    return `| ${name} | ${whole.length} | ${failed} | ${cells.map((ms) => ms.toFixed(2)).join(" | ")} |`;
  };
  return [
    `Cached keys at ${RATE} calls/s of mixed traffic, ${kind} Postgres, ${ROUNDS} rounds, ms:`,
    "",
    "| Postgres | calls | not answered | checks p50 | whole p50 | checks p99 | whole p99 |",
    "|---|---|---|---|---|---|---|",
    line("answers", calm),
    line("is frozen", frozen),
  ].join("\n");
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

await main();
