import { randomBytes } from "node:crypto";
import {
  APIError,
  AuthenticationError,
  BadRequestError,
  InternalServerError,
  NotFoundError,
  PermissionDeniedError,
  RateLimitError,
} from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { admin, quotasOf } from "./harness/admin";
import { apiErrorOf, newMarker, openaiClient, prompt } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { until } from "./harness/until";

let house: House;
let secret: string;
let good: string;

const UPSTREAM_MODES = [
  "good",
  "paced:50:20",
  "status:401",
  "status:403",
  "status:500",
  "overloaded",
  "rate-limited:7",
];

beforeAll(async () => {
  house = await openHouse("errors");
  [good = ""] = await house.addModels("relay", UPSTREAM_MODES);
  await house.addModels("relay", ["json"], { priced: false });
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("relay", "json"));
});
afterAll(() => house.close());

/** One call that must be refused; also proves the request id and that a refusal is recorded. */
async function refusalOf(key: string, model: string, parameters: { max_tokens?: number } = {}) {
  const marker = newMarker();
  const { client } = openaiClient(key);
  const error = await apiErrorOf(client.chat.completions.create({ ...prompt(model, marker), ...parameters }));
  expect(error.requestID).toMatch(/^req_/);
  expect(error.headers?.get("content-type")).toContain("application/json");
  return { error, reached: house.upstream.journal.containing(marker).length, marker };
}

/** A secret with the right shape and checksum-like tail that was never issued. */
function neverIssued(): string {
  const parts = secret.split("_");
  return [...parts.slice(0, 3), randomBytes(32).toString("hex").slice(0, 43), parts.at(-1)].join("_");
}

describe("a key that opens nothing gives AuthenticationError invalid_api_key", () => {
  it.each([
    ["missing its shape", () => "sk-nonsense"],
    ["never issued", neverIssued],
    ["with another's checksum", () => `${secret.slice(0, -6)}000000`],
    ["of 8 kB", () => `gk_live_${"x".repeat(8000)}`],
  ])("%s", async (_, key) => {
    const { error, reached } = await refusalOf(key(), good);
    expect(error).toBeInstanceOf(AuthenticationError);
    expect(error).toMatchObject({ status: 401, code: "invalid_api_key", type: "invalid_request_error" });
    expect(error.headers?.get("x-should-retry")).toBe("false");
    expect(error.headers?.get("www-authenticate")).toContain("Bearer");
    expect(reached).toBe(0);
  });

  it("absent altogether", async () => {
    const response = await fetch(`${house.origin}/api/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(prompt(good, newMarker())),
    });
    expect(response.status).toBe(401);
    expect(await response.json()).toMatchObject({ error: { code: "invalid_api_key", type: "invalid_request_error" } });
  });

  it("past its expiry", async () => {
    const key = await house.newKey({ expiresAt: new Date(Date.now() + 1500).toISOString() });
    const { error } = await until(async () => {
      const refused = await refusalOf(key.secret, good).catch(() => undefined);
      return refused?.error.status === 401 ? refused : undefined;
    });
    expect(error).toMatchObject({ status: 401, code: "invalid_api_key" });
  });
});

it("two different keys in one call are 400, the same one twice is fine", async () => {
  const other = await house.newKey();
  const call = (apiKey: string) =>
    fetch(`${house.origin}/api/v1/chat/completions`, {
      method: "POST",
      headers: { "content-type": "application/json", authorization: `Bearer ${secret}`, "x-api-key": apiKey },
      body: JSON.stringify(prompt(good, newMarker())),
    });
  const conflicting = await call(other.secret);
  expect(conflicting.status).toBe(400);
  expect(await conflicting.json()).toMatchObject({ error: { code: "conflicting_credentials" } });
  expect((await call(secret)).status).toBe(200);
});

describe("policy", () => {
  it("a model the key may not call is PermissionDeniedError model_not_allowed", async () => {
    const key = await house.newKey({ allowedModels: [house.modelName("relay", "overloaded")] });
    const { error, reached } = await refusalOf(key.secret, good);
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: "model_not_allowed", type: "permission_error" });
    const { request_url: url } = (error.error as { gatehouse: { request_url: string } }).gatehouse;
    expect(new URL(url).pathname).toBe("/access-requests/new");
    expect(Object.fromEntries(new URL(url).searchParams)).toEqual({ kind: "models", key: key.id, model: good });
    expect(error.message).toContain(url);
    expect(reached).toBe(0);
  });

  it("a model nobody has is NotFoundError model_not_found", async () => {
    const { error } = await refusalOf(secret, "no-such-model");
    expect(error).toBeInstanceOf(NotFoundError);
    expect(error).toMatchObject({ status: 404, code: "model_not_found", type: "invalid_request_error" });
    expect(error.headers?.get("x-should-retry")).toBe("false");
  });

  it("an unpriced model with a money quota is PermissionDeniedError model_unpriced", async () => {
    const key = await house.newKey({ quotas: [{ unit: "usd", window: "month", limit: "1" }] });
    const { error, reached } = await refusalOf(key.secret, house.modelName("relay", "json"));
    expect(error).toBeInstanceOf(PermissionDeniedError);
    expect(error).toMatchObject({ status: 403, code: "model_unpriced" });
    expect(reached).toBe(0);
  });

  it("a used-up budget is RateLimitError budget_exceeded that says used, limit, reset and where to ask", async () => {
    const key = await house.newKey({ quotas: [{ unit: "usd", window: "month", limit: "0.000001" }] });
    const { error, reached } = await refusalOf(key.secret, good);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429, code: "budget_exceeded", type: "insufficient_quota" });
    expect(error.headers?.get("x-should-retry")).toBe("false");
    const detail = (error.error as { gatehouse: Record<string, string> }).gatehouse;
    expect(detail).toMatchObject({ scope: "key", scope_name: key.name, unit: "usd", request_id: error.requestID });
    expect(Number(detail.limit)).toBeCloseTo(0.000001, 9);
    expect(Date.parse(detail.resets_at ?? "")).toBeGreaterThan(Date.now());
    expect(detail.request_url).toContain(house.origin);
    expect(reached).toBe(0);
  });

  it("too many requests a minute is RateLimitError rate_limit_exceeded with a time to wait", async () => {
    const key = await house.newKey({ quotas: [{ unit: "requests", window: "minute", limit: "2" }] });
    const { client } = openaiClient(key.secret);
    for (let call = 0; call < 2; call += 1) await client.chat.completions.create(prompt(good, newMarker()));
    const { error, reached } = await refusalOf(key.secret, good);
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded", type: "rate_limit_error" });
    expect(error.headers?.get("x-should-retry")).toBe("true");
    expect(Number(error.headers?.get("retry-after"))).toBeGreaterThan(0);
    expect(Number(error.headers?.get("retry-after-ms"))).toBeGreaterThan(0);
    expect(reached).toBe(0);
  });

  it("a call larger than one call may be is told what to lower, and not to try again", async () => {
    const key = await house.newKey({
      quotas: [{ unit: "tokens", window: "day", limit: "10000", maxCallPercent: 10 }],
    });
    const { error, reached } = await refusalOf(key.secret, good, { max_tokens: 5000 });
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    expect(error.message).toMatch(
      /one call may hold at most 1000 tokens, 10 % .* Lower max_tokens \(now 5000 .*\) to \d+ or less/,
    );
    expect(error.headers?.get("x-should-retry")).toBe("false");
    const detail = (error.error as { gatehouse: Record<string, string> }).gatehouse;
    expect(detail).toMatchObject({ reason: "call_too_large", unit: "tokens", limit: "10000" });
    expect(reached).toBe(0);
  });

  it("too many tokens a minute is refused before anything goes upstream", async () => {
    const key = await house.newKey({ quotas: [{ unit: "tokens", window: "minute", limit: "1" }] });
    const { error, reached } = await refusalOf(key.secret, good);
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    expect(reached).toBe(0);
  });

  it("a second call at once is refused when one is the limit, and the slot comes back when the first ends", async () => {
    const key = await house.newKey({ quotas: [{ unit: "concurrent", window: "now", limit: "1" }] });
    const slow = house.modelName("relay", "paced:50:20");
    const marker = newMarker();
    const first = openaiClient(key.secret).client.chat.completions.create(prompt(slow, marker));
    await house.upstream.journal.waitFor(marker, () => true);
    const { error } = await refusalOf(key.secret, good);
    expect(error).toMatchObject({ status: 429, code: "rate_limit_exceeded" });
    await first;
    await until(async () => {
      const [quota] = await quotasOf(key.id);
      return quota?.standing?.held === "0";
    });
    await openaiClient(key.secret).client.chat.completions.create(prompt(good, newMarker()));
  });
});

describe("the provider's failures are ours to explain, never the caller's 401 or 403", () => {
  it.each([
    ["status:401", 502, "upstream_auth_error", "false"],
    ["status:403", 502, "upstream_auth_error", "false"],
    ["status:500", 502, "upstream_error", "true"],
    ["overloaded", 503, "overloaded", "true"],
  ])("%s becomes %i %s", async (mode, status, code, shouldRetry) => {
    const { error, reached } = await refusalOf(secret, house.modelName("relay", mode));
    expect(error).toBeInstanceOf(InternalServerError);
    expect(error).toMatchObject({ status, code, type: "server_error" });
    expect(error.headers?.get("x-should-retry")).toBe(shouldRetry);
    expect(error.message).not.toContain(house.credential);
    expect(reached).toBe(1);
  });

  it("a provider's rate limit keeps its time to wait", async () => {
    const { error } = await refusalOf(secret, house.modelName("relay", "rate-limited:7"));
    expect(error).toBeInstanceOf(RateLimitError);
    expect(error).toMatchObject({ status: 429, code: "upstream_rate_limited" });
    expect(error.headers?.get("retry-after")).toBe("7");
  });
});

it("a body over the limit is 413 request_too_large", async () => {
  const { client } = openaiClient(secret);
  const content = "x".repeat(3 * 1024 * 1024);
  const error = await apiErrorOf(
    client.chat.completions.create({ model: good, messages: [{ role: "user", content }] }),
  );
  expect(error).toBeInstanceOf(APIError);
  expect(error).toMatchObject({ status: 413, code: "request_too_large" });
});

it("a parameter with the wrong type is BadRequestError that names it", async () => {
  const { client } = openaiClient(secret);
  const wrong = { model: good, messages: "hello" } as unknown as Parameters<typeof client.chat.completions.create>[0];
  const error = await apiErrorOf(client.chat.completions.create(wrong));
  expect(error).toBeInstanceOf(BadRequestError);
  expect(error.param).toBe("messages");
});

it("every refusal of policy is recorded as refused, free of charge", async () => {
  const { error } = await refusalOf(secret, "no-such-model");
  const record = await house.record(error.requestID ?? "");
  expect(record).toMatchObject({ outcome: "refused", httpStatus: 404, errorCode: "model_not_found", inputTokens: 0 });
  expect(["0", "0.00", "0.000000", null]).toContain(record.costUsd);
});

it("a disabled key is 403 key_disabled", async () => {
  const key = await house.newKey();
  await admin("POST", `/keys/${key.id}/disable`);
  const { error } = await refusalOf(key.secret, good);
  expect(error).toBeInstanceOf(PermissionDeniedError);
  expect(error).toMatchObject({ status: 403, code: "key_disabled" });
});
