import { existsSync, readdirSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { checkBooks } from "@/lib/ledger/check-books";
import { recoverSpools } from "@/lib/ledger/recover-spools";
import { until } from "../conformance/harness/until";
import { readRecords, readTotals, readWindows } from "./harness/books";
import { type Seen, startCallers } from "./harness/callers";
import { pause, upTo } from "./harness/counting-upstream";
import type { MortalGateway } from "./harness/mortal-gateway";
import { type CrashHouse, openCrashHouse, PRICE } from "./harness/open-crash-house";

const PROCESSES = 3;
const CALLERS = 24;
/** SIGKILLs, over all processes. `CRASH_ROUNDS=300` for a long run. */
const ROUNDS = Number(process.env.CRASH_ROUNDS ?? 100);
const ROUND_LIMIT_MS = 20_000;
const LIVES_AT_LEAST_MS = 20;
const LIVES_AT_MOST_MS = 900;

let house: CrashHouse;
let seen: Seen[];
beforeAll(async () => {
  house = await openCrashHouse(PROCESSES);
  const callers = startCallers(CALLERS, { ...house, origins: house.gateways.map(({ origin }) => origin) });
  let rounds = ROUNDS;
  await Promise.all(house.gateways.map((gateway) => dieAgainAndAgain(gateway, () => rounds-- > 0)));
  seen = await callers.stop();
  for (const gateway of house.gateways) expect(await gateway.stop(), gateway.output().slice(-4_000)).toBe(0);
  // What the last processes to die left behind, as the next start would bring it.
  await recoverSpools({ sql: house.database.sql, spoolRoot: house.spoolRoot, onReject: refused });
}, ROUNDS * ROUND_LIMIT_MS);
afterAll(() => house.close());

async function dieAgainAndAgain(gateway: MortalGateway, mayDie: () => boolean): Promise<void> {
  while (mayDie()) {
    await pause(LIVES_AT_LEAST_MS + upTo(LIVES_AT_MOST_MS));
    await gateway.kill();
    await gateway.start();
  }
}

function countOf(words: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return counts;
}

function refused(line: string, error: unknown): void {
  throw new Error(`the database refused ${line}`, { cause: error });
}

it(`${ROUNDS} times SIGKILL: whatever a caller saw the end of is in records and ledger once, with the upstream's usage`, async () => {
  const records = Map.groupBy(await readRecords(house.database), ({ name }) => name);
  const whole = seen.filter(({ isWhole }) => isWhole);
  expect(whole.length).toBeGreaterThan(ROUNDS);
  const wrong = whole.filter(({ name }) => {
    const { input = -1, output = -1 } = house.upstream.served.get(name) ?? {};
    const costMicros = BigInt(input * PRICE.input + output * PRICE.output);
    const [record, ...more] = records.get(name) ?? [];
    const isRight =
      record?.outcome === "ok" &&
      record.entries === 1n &&
      record.costMicros === costMicros &&
      record.input === BigInt(input) &&
      record.output === BigInt(output);
    return !isRight || more.length > 0;
  });
  expect(wrong.map(({ name }) => ({ served: house.upstream.served.get(name), records: records.get(name) }))).toEqual(
    [],
  );
});

it("every call the upstream began is in the records once, closed or interrupted", async () => {
  const records = Map.groupBy(await readRecords(house.database), ({ name }) => name);
  const wrong = [...house.upstream.served].filter(([name]) => records.get(name)?.length !== 1);
  expect(wrong).toEqual([]);
  expect([...records.values()].filter((of) => of.length !== 1)).toEqual([]);
  const outcomes = [...records.values()].flat().map(({ outcome }) => outcome);
  console.info(`${ROUNDS} kills, ${house.upstream.served.size} calls upstream:`, Object.fromEntries(countOf(outcomes)));
  expect([...countOf(outcomes).keys()]).toEqual(expect.arrayContaining(["ok", "aborted", "interrupted"]));
});

it("the sums of records, ledger and roll-ups are one and the same", async () => {
  const { records, ledger, rollUps } = await readTotals(house.database);
  expect(ledger).toEqual(records);
  expect(rollUps).toEqual(records);
});

it("the windows of the key's quotas show exactly what the ledger says, and no comparison ever found them adrift", async () => {
  const before = await readWindows(house.database, house.keyId);
  const judged = await until(
    async () => {
      const { mended, standing } = await checkBooks(house.database, 0);
      expect(mended.filter(({ isDrift }) => isDrift)).toEqual([]);
      return standing.judged === standing.windows && standing;
    },
    { what: "every window being judged", timeoutMs: 30_000 },
  );
  expect(judged.drifts).toBe(0);
  const { ledger } = await readTotals(house.database);
  // Recovery books money to the micro-USD; only requests cut off before they were written down are left to the comparison.
  expect(before.usd_micros).toBe(ledger.micros);
  expect(await readWindows(house.database, house.keyId)).toEqual({ usd_micros: ledger.micros, requests: ledger.calls });
});

it("leaves no spool behind", () => {
  expect(existsSync(house.spoolRoot) && readdirSync(house.spoolRoot)).toEqual([]);
});
