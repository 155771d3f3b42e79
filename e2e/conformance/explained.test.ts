import { afterAll, beforeAll, expect, it } from "vitest";
import type { NewKey } from "./harness/admin";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";

let house: House;
let good: string;
/** A provider that takes its time, as real ones do: what is only watched has spoken before the call is over. */
let slow: string;

beforeAll(async () => {
  house = await openHouse("explained");
  [good = "", slow = ""] = await house.addModels("relay", ["good", "slow-bytes:2"]);
  await house.served((await house.newKey()).secret, slow);
});
afterAll(() => house.close());

async function call(key: NewKey, model: string) {
  const { status, headers } = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
    body: JSON.stringify({ model, messages: [{ role: "user", content: "Say one word." }] }),
  });
  return { status, record: await house.record(headers.get("x-request-id") ?? "") };
}

it("the record of a refused call names every quota that was asked and the one that refused", async () => {
  const key = await house.newKey({
    quotas: [
      { unit: "requests", window: "day", limit: "1" },
      { unit: "tokens", window: "day", limit: "1000000" },
    ],
  });
  expect((await call(key, good)).record.quotas?.map(({ verdict }) => verdict)).toEqual(["ok", "ok"]);
  const { status, record } = await call(key, good);
  expect(status).toBe(429);
  expect(record.quotas?.filter(({ verdict }) => verdict === "refused")).toMatchObject([
    { scope: { kind: "key", name: key.name }, unit: "requests", used: "1", limit: "1" },
  ]);
  expect(record.quotas?.map(({ unit }) => unit)).toContain("tokens");
});

it("the record of a call that was let in says which soft limit is over and which shadow would have refused", async () => {
  const key = await house.newKey({
    quotas: [
      { unit: "usd", window: "day", limit: "0", hard: false },
      { unit: "requests", window: "day", limit: "0", shadow: true },
      { unit: "requests", window: "month", limit: "100", shadow: true },
    ],
  });
  const { status, record } = await call(key, slow);
  expect(status).toBe(200);
  const said = record.quotas?.map(({ unit, limit, verdict }) => `${unit} ${limit} ${verdict}`);
  expect(said?.toSorted()).toEqual(["requests 0 shadow_refused", "requests 100 ok", "usd 0.00 soft_over"]);
});
