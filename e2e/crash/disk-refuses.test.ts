import { existsSync, rmSync, writeFileSync } from "node:fs";
import { afterAll, beforeAll, expect, it } from "vitest";
import { until } from "../conformance/harness/until";
import { readRecords } from "./harness/books";
import { type CrashHouse, openCrashHouse } from "./harness/open-crash-house";

const SMALLEST = String(1024 * 1024);

let house: CrashHouse;
beforeAll(async () => {
  house = await openCrashHouse(1, { GATEHOUSE_SPOOL_BYTES: SMALLEST });
});
afterAll(() => house.close());

let count = 0;
const answered: string[] = [];

async function call(key: string): Promise<{ status: number; code: string | null; retryAfter: string | null }> {
  count += 1;
  const name = `disk-${count}`;
  const response = await fetch(`${house.gateways[0]?.origin}/api/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: `Bearer ${key}`, "content-type": "application/json" },
    body: JSON.stringify({
      model: house.models[0],
      user: name,
      max_tokens: 100,
      messages: [{ role: "user", content: name }],
    }),
  });
  const body = (await response.json()) as { error?: { code: string } };
  if (response.ok) answered.push(name);
  return { status: response.status, code: body.error?.code ?? null, retryAfter: response.headers.get("retry-after") };
}

it("a disk that refuses stops calls under hard quotas and no others, and is used again by itself; every call has its record", async () => {
  expect((await call(house.key)).status).toBe(200);
  rmSync(house.spoolRoot, { recursive: true });
  writeFileSync(house.spoolRoot, "in the way");
  const refused = await until(
    async () => {
      expect((await call(house.freeKey)).status).toBe(200);
      const outcome = await call(house.key);
      return outcome.status !== 200 && outcome;
    },
    { what: "the disk refusing", timeoutMs: 40_000 },
  );
  expect(refused).toMatchObject({ status: 503, code: "policy_unavailable" });
  expect(Number(refused.retryAfter)).toBeGreaterThan(0);
  expect((await call(house.freeKey)).status).toBe(200);
  rmSync(house.spoolRoot);
  await until(async () => (await call(house.key)).status === 200, { what: "the disk being used again" });
  expect(existsSync(house.spoolRoot)).toBe(true);
  expect(await house.gateways[0]?.stop()).toBe(0);
  const records = new Map((await readRecords(house.database)).map((record) => [record.name, record]));
  expect(answered.filter((name) => records.get(name)?.entries !== 1n)).toEqual([]);
});
