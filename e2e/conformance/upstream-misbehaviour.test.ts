import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT } from "../faulty-upstream/scripted-answers";
import { type RequestRecord, recordsMatching } from "./harness/admin";
import { newMarker, prompt } from "./harness/clients";
import { type House, openHouse, UPSTREAM_LANES } from "./harness/house";
import { post } from "./harness/raw-call";
import { readStream } from "./harness/sse";
import { until } from "./harness/until";
import { EVERY_LANE, type Expected, FAILS, RELAY_ONLY } from "./misbehaviour-table";

const LARGE = ["tiny-events:20000", "huge-event:5000000", "endless", "unsolicited-response", "closes-idle", "good"];

let house: House;
let secret: string;
/** Models of providers that cannot be reached at all. */
let unreachable: string[];

beforeAll(async () => {
  house = await openHouse("misbehaviour");
  for (const lane of UPSTREAM_LANES) await house.addModels(lane, [...EVERY_LANE.map(({ mode }) => mode), ...LARGE]);
  await house.addModels(
    "relay",
    RELAY_ONLY.map(({ mode }) => mode),
  );
  const places = {
    refused: house.upstream.refusedOrigin,
    untrusted: house.upstream.untrustedOrigin,
    unnamed: "https://no-such-provider.invalid",
  };
  unreachable = [];
  for (const [name, origin] of Object.entries(places)) {
    unreachable.push(...(await house.addModels("relay", [name], { baseUrl: `${origin}/v1` })));
  }
  secret = (await house.newKey()).secret;
  await house.served(secret, unreachable.at(-1) ?? "");
}, 240_000);
afterAll(() => house.close());

async function call(model: string, stream: boolean, options: { marker?: string; signal?: AbortSignal } = {}) {
  const { marker = newMarker(), signal } = options;
  const answer = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ ...prompt(model, marker), stream }),
    ...(signal === undefined ? {} : { signal }),
  });
  return { ...answer, marker };
}

/** Exactly one record, whose cost is a sane number or unknown, and no more upstream calls than attempts. */
async function recordedOnce(marker: string): Promise<RequestRecord> {
  const [record, ...more] = await until(async () => {
    const found = await recordsMatching(marker);
    return found.length > 0 ? found : undefined;
  });
  expect(more).toEqual([]);
  expect(Number(record?.costUsd ?? 0)).toBeGreaterThanOrEqual(0);
  expect(house.upstream.journal.containing(marker).length).toBeLessThanOrEqual(1);
  if (record === undefined) throw new Error("no record");
  return record;
}

function expectStream(answer: { status: number; body: string; cut: boolean }, expected: "answer" | { ends: string }) {
  expect(answer.status).toBe(200);
  expect(answer.cut).toBe(false);
  const read = readStream(answer.body);
  expect(read.afterEnd).toBe(0);
  if (expected === "answer") {
    expect(read.error).toBeNull();
    expect(read.text).toBe(GOOD_TEXT);
    expect(read.dones).toBe(1);
  } else {
    expect(read.error).toMatchObject({ code: expected.ends, message: expect.stringMatching(/\w/) });
    expect(read.dones).toBe(0);
  }
}

function expectError(
  answer: { status: number; body: string; headers: Headers },
  { status, code }: { status: number; code: string | RegExp },
) {
  expect({ status: answer.status, body: answer.body }).toMatchObject({ status });
  const wanted = typeof code === "string" ? code : expect.stringMatching(code);
  expect(JSON.parse(answer.body)).toMatchObject({ error: { code: wanted, message: expect.stringMatching(/\w/) } });
  expect(answer.headers.get("content-type")).toContain("application/json");
  expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
}

async function check(model: string, stream: boolean, expected: Expected) {
  const answer = await call(model, stream);
  if (typeof expected === "object" && "status" in expected) expectError(answer, expected);
  else if (stream) expectStream(answer, expected);
  else expect(JSON.parse(answer.body)).toMatchObject({ choices: [{ message: { content: GOOD_TEXT } }] });
  expect(answer.body).not.toContain(house.credential);
  const record = await recordedOnce(answer.marker);
  expect(record.outcome).toBe(expected === "answer" ? "ok" : "failed");
  return { answer, record };
}

describe.each(UPSTREAM_LANES)("%s", (lane) => {
  const rows = lane === "relay" ? [...EVERY_LANE, ...RELAY_ONLY] : EVERY_LANE;

  it.concurrent.each(rows)("survives $mode on a stream", async ({ mode, stream }) => {
    await check(house.modelName(lane, mode), true, stream);
  });

  it.concurrent.each(rows)("survives $mode on a whole answer", async ({ mode, whole }) => {
    await check(house.modelName(lane, mode), false, whole);
  });

  it("passes 20,000 tiny events on, all of them", async () => {
    const answer = await call(house.modelName(lane, "tiny-events:20000"), true);
    expect(readStream(answer.body).text).toBe("x".repeat(20_000));
    await recordedOnce(answer.marker);
  });

  it("bounds one event of 5 MB: passed whole or ended in an error, never cut", async () => {
    const answer = await call(house.modelName(lane, "huge-event:5000000"), true);
    if (answer.status === 200) {
      const read = readStream(answer.body);
      expect(read.error !== null || read.text.length === 5_000_000).toBe(true);
    } else expectError(answer, FAILS);
    await recordedOnce(answer.marker);
  });

  it("lets go of an endless stream when the caller does", async () => {
    const controller = new AbortController();
    const marker = newMarker();
    const asked = call(house.modelName(lane, "endless"), true, { marker, signal: controller.signal });
    const entry = await house.upstream.journal.waitFor(marker, () => true);
    await until(() => entry.bytesWritten > 4000);
    controller.abort();
    expect((await asked).cut).toBe(true);
    await until(() => entry.abortedAt !== null);
  });

  it("never hands an answer nobody asked for to the next caller", async () => {
    for (let round = 0; round < 5; round += 1) {
      await call(house.modelName(lane, "unsolicited-response"), false);
      const next = await call(house.modelName(lane, "good"), false);
      expect(next.body).not.toContain("poison");
      expect(next.status === 200 ? next.body : GOOD_TEXT).toContain(GOOD_TEXT);
    }
  });

  it("survives a provider that closes kept-alive connections", async () => {
    for (let round = 0; round < 5; round += 1) {
      const answer = await call(house.modelName(lane, "closes-idle"), false);
      expect(answer.status).toBe(200);
    }
  });
});

it("a provider that refuses connections, has no valid certificate or no address is 502, once", async () => {
  for (const model of unreachable) {
    await check(model, true, FAILS);
    await check(model, false, FAILS);
  }
});

it("a redirect is never followed: the canary saw nobody", () => {
  expect(house.upstream.canary.connections).toBe(0);
});

it("hostile headers of a provider do not reach the caller", async () => {
  const { headers } = await call(house.modelName("relay", "hostile-headers"), false);
  for (const name of ["set-cookie", "access-control-allow-origin", "alt-svc", "strict-transport-security"]) {
    expect(headers.get(name)).toBeNull();
  }
  expect(headers.get("server") ?? "").not.toContain("faulty");
  expect(headers.get("x-gatehouse-cost-usd")).not.toBe("999");
});

it("absurd usage is never billed as given", async () => {
  for (const mode of ["usage-negative", "usage-nan", "usage-huge"]) {
    const { marker } = await call(house.modelName("relay", mode), false);
    const record = await recordedOnce(marker);
    expect(record.inputTokens).toBeGreaterThanOrEqual(0);
    expect(record.outputTokens).toBeGreaterThanOrEqual(0);
    expect(Number(record.costUsd ?? 0)).toBeLessThan(1);
  }
});

it("usage that is missing is estimated and says so; usage said three times counts once", async () => {
  const absent = await call(house.modelName("relay", "usage-absent"), true);
  expect(await recordedOnce(absent.marker)).toMatchObject({ usageSource: "estimated" });
  const repeated = await call(house.modelName("relay", "usage-duplicated"), true);
  expect(await recordedOnce(repeated.marker)).toMatchObject({
    usageSource: "reported",
    inputTokens: 20,
    outputTokens: 12,
  });
});

it("the server is alive and ready after all of it", async () => {
  expect((await fetch(`${house.origin}/healthz`)).status).toBe(200);
  const ready = await fetch(`${house.origin}/readyz`);
  expect({ status: ready.status, body: await ready.json() }).toMatchObject({ status: 200 });
});
