import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, quotasOf, recordsMatching } from "./harness/admin";
import { newMarker, openaiClient, prompt } from "./harness/clients";
import { type House, openHouse, UPSTREAM_LANES } from "./harness/house";
import { until } from "./harness/until";

/** 16 uncached at $1, 4 from the cache at $0.5 and 12 out (2 of them reasoning) at $4, per million: 66 micro-dollars. */
const GOOD_COST_USD = "0.000066";

let house: House;
let secret: string;
let keyId: string;

beforeAll(async () => {
  house = await openHouse("records");
  for (const lane of UPSTREAM_LANES) await house.addModels(lane, ["good"]);
  await house.addModels("relay", ["json"], { priced: false });
  await house.addModels("simulated", ["sim"]);
  ({ secret, id: keyId } = await house.newKey({ quotas: [{ unit: "usd", window: "month", limit: "10" }] }));
  await house.served(secret, house.modelName("simulated", "sim"));
});
afterAll(() => house.close());

describe.each(UPSTREAM_LANES)("a call over the %s lane", (lane) => {
  it.each([true, false])("leaves one record with cost, tokens, timings and trace (stream: %s)", async (stream) => {
    const marker = newMarker();
    const { client } = openaiClient(secret);
    const asked = prompt(house.modelName(lane, "good"), marker);
    if (stream) await client.chat.completions.stream(asked).finalChatCompletion();
    else await client.chat.completions.create(asked);
    const [listed] = await until(async () => {
      const found = await recordsMatching(marker);
      return found.length > 0 ? found : undefined;
    });
    const record = await house.record(listed?.id ?? "");
    expect(record).toMatchObject({
      outcome: "ok",
      httpStatus: 200,
      errorCode: null,
      finishReason: "stop",
      costUsd: GOOD_COST_USD,
      usageSource: "reported",
      inputTokens: 20,
      outputTokens: 12,
      attemptCount: 1,
      streamed: stream,
      simulated: false,
      modelAsked: house.modelName(lane, "good"),
      upstreamModel: "good",
      endUser: marker,
      key: { id: keyId },
      provider: { name: house.providerNames[lane] },
      price: { version: 1 },
    });
    expect(record.durationMs).toBeGreaterThanOrEqual(0);
    if (stream) expect(record.ttftMs).toBeLessThanOrEqual(record.durationMs);
    expect(record.attempts).toMatchObject([
      { outcome: "ok", status: 200, upstreamRequestId: expect.stringMatching(/^up_/) },
    ]);
    expect(record.trace?.length).toBeGreaterThan(2);
    expect(record.trace?.every(({ decision }) => decision.length > 0)).toBe(true);
  });
});

it("the answer's request id is the record's id, and its cost header the record's cost", async () => {
  const counting = openaiClient(secret);
  await counting.client.chat.completions.create(prompt(house.modelName("relay", "good"), newMarker()));
  const record = await house.record(counting.lastHeaders.get("x-request-id") ?? "");
  expect(Number(counting.lastHeaders.get("x-gatehouse-cost-usd"))).toBe(Number(record.costUsd));
});

it("an unpriced call has an unknown cost, never zero", async () => {
  const free = await house.newKey();
  const counting = openaiClient(free.secret);
  await counting.client.chat.completions.create(prompt(house.modelName("relay", "json"), newMarker()));
  expect(counting.lastHeaders.get("x-gatehouse-cost-usd")).toBeNull();
  expect((await house.record(counting.lastHeaders.get("x-request-id") ?? "")).costUsd).toBeNull();
});

it("a simulated call is marked in the answer and in its record", async () => {
  const counting = openaiClient(secret);
  await counting.client.chat.completions.create(prompt(house.modelName("simulated", "sim"), newMarker()));
  expect(counting.lastHeaders.get("x-gatehouse-simulated")).toBe("true");
  expect(await house.record(counting.lastHeaders.get("x-request-id") ?? "")).toMatchObject({ simulated: true });
});

it("the budget's settled amount is the sum of the records", async () => {
  const key = await house.newKey({ quotas: [{ unit: "usd", window: "month", limit: "10" }] });
  const { client } = openaiClient(key.secret);
  const calls = Array.from({ length: 5 }, (_, index) => {
    const asked = prompt(house.modelName("relay", "good"), newMarker());
    return index % 2 === 0
      ? client.chat.completions.create(asked)
      : client.chat.completions.stream(asked).finalChatCompletion();
  });
  await Promise.all(calls);
  const expected = 5 * Number(GOOD_COST_USD);
  await until(async () => {
    const [budget] = await quotasOf(key.id);
    const settled = Number(budget?.standing?.settled);
    return Math.abs(settled - expected) < 1e-9 && Number(budget?.standing?.held) === 0;
  });
});

it("usage by the hour shows the calls", async () => {
  const key = await house.newKey();
  const { client } = openaiClient(key.secret);
  for (let call = 0; call < 3; call += 1) {
    await client.chat.completions.create(prompt(house.modelName("relay", "good"), newMarker()));
  }
  const from = new Date(Date.now() - 3_600_000).toISOString();
  const to = new Date(Date.now() + 3_600_000).toISOString();
  await until(async () => {
    const usage = await admin<object>("GET", `/usage/overview?from=${from}&to=${to}&keyId=${key.id}`);
    return JSON.stringify(usage).includes("0.000198");
  });
});
