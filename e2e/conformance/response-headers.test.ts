import { afterAll, beforeAll, expect, it } from "vitest";
import { newMarker, prompt } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";

let house: House;
let secret: string;
let good: string;

beforeAll(async () => {
  house = await openHouse("headers");
  [good = ""] = await house.addModels("relay", ["good"]);
  secret = (
    await house.newKey({
      quotas: [
        { unit: "requests", window: "minute", limit: "100" },
        { unit: "tokens", window: "minute", limit: "100000" },
      ],
    })
  ).secret;
  await house.served(secret, good);
});
afterAll(() => house.close());

const call = (stream: boolean) =>
  post(`${house.origin}/api/v1/chat/completions`, {
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ ...prompt(good, newMarker()), stream }),
  });

it.each([true, false])("every answer says who answered, how, and what is left (stream: %s)", async (stream) => {
  const { headers } = await call(stream);
  expect(headers.get("x-request-id")).toMatch(/^req_[A-Za-z0-9]{25}$/);
  expect(headers.get("x-upstream-request-id")).toMatch(/^up_\d+$/);
  expect(headers.get("x-gatehouse-model")).toBe(good);
  expect(headers.get("x-gatehouse-provider")).toBe(house.providerNames.relay);
  expect(headers.get("x-gatehouse-attempts")).toBe("1");
  expect(headers.get("x-gatehouse-cache")).toMatch(/^(miss|exact|semantic|bypass)/);
  expect(headers.get("server-timing")).toMatch(/\w+;dur=[\d.]+/);
  for (const unit of ["requests", "tokens"]) {
    const limit = Number(headers.get(`x-ratelimit-limit-${unit}`));
    const remaining = Number(headers.get(`x-ratelimit-remaining-${unit}`));
    expect(limit).toBe(unit === "requests" ? 100 : 100_000);
    expect(remaining).toBeLessThan(limit);
    expect(remaining).toBeGreaterThan(0);
    expect(headers.get(`x-ratelimit-reset-${unit}`)).toMatch(/^[\d.]+(ms|s|m)/);
  }
});

it("every answer says where the tightest quota of all stands", async () => {
  const key = await house.newKey({
    quotas: [
      { unit: "requests", window: "minute", limit: "100" },
      { unit: "usd", window: "month", limit: "0.05" },
    ],
  });
  const { headers } = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
    body: JSON.stringify({ ...prompt(good, newMarker()), max_tokens: 2000 }),
  });
  expect(headers.get("x-gatehouse-quota")).toMatch(
    /^key:[^;]+;unit=usd;window=month;used=[\d.]+;held=[\d.]+;limit=0\.05;reset=\d+$/,
  );
});

it("a whole answer says what it cost; a stream cannot yet", async () => {
  expect((await call(false)).headers.get("x-gatehouse-cost-usd")).toBe("0.000066");
  expect((await call(true)).headers.get("x-gatehouse-cost-usd")).toBeNull();
});

it("a stream is told apart from a page: never cached, never buffered, never compressed", async () => {
  const { headers } = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: {
      authorization: `Bearer ${secret}`,
      "content-type": "application/json",
      "accept-encoding": "gzip, br",
    },
    body: JSON.stringify({ ...prompt(good, newMarker()), stream: true }),
  });
  expect(headers.get("content-type")).toBe("text/event-stream; charset=utf-8");
  expect(headers.get("cache-control")).toBe("no-cache, no-transform");
  expect(headers.get("x-accel-buffering")).toBe("no");
  expect(headers.get("content-encoding")).toBeNull();
});

it("HEAD /api/hello answers", async () => {
  expect((await fetch(`${house.origin}/api/hello`, { method: "HEAD" })).status).toBe(200);
});

it("GET /me tells a key what it may do and what is left", async () => {
  const me = await fetch(`${house.origin}/api/v1/me`, { headers: { authorization: `Bearer ${secret}` } });
  const body = (await me.json()) as {
    models: { id: string; usd_per_million_tokens: object }[];
    quotas: { id: string; scope: string; tightest: boolean; request_url: string }[];
  };
  expect(body.models.find(({ id }) => id === good)?.usd_per_million_tokens).toMatchObject({ uncachedInput: "1.00" });
  const own = body.quotas.filter(({ scope }) => scope === "key");
  expect(own).toHaveLength(2);
  for (const quota of own) {
    expect(quota).toMatchObject({ limit: expect.any(String), free: expect.any(String), grants: [], hard: true });
    expect(quota.request_url).toBe(`${house.origin}/access-requests/new?kind=quota&quota=${quota.id}`);
  }
  expect(body.quotas.filter(({ tightest }) => tightest)).toHaveLength(1);
});
