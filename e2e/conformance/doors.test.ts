import { readFileSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { newMarker, prompt } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post } from "./harness/raw-call";
import { serverUnderTest } from "./harness/server-under-test";
import { until } from "./harness/until";

let house: House;
let secret: string;
let good: string;

beforeAll(async () => {
  house = await openHouse("doors");
  [good = ""] = await house.addModels("relay", ["good", "status-leaking"]);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("relay", "status-leaking"));
});
afterAll(() => house.close());

const json = { "content-type": "application/json" };
const body = () => JSON.stringify(prompt(good, newMarker()));

describe("cookies and API tokens mean nothing under /api/v1", () => {
  it.each([
    [
      "a session cookie",
      () => ({ cookie: "__Secure-next-auth.session-token=anything; next-auth.session-token=anything" }),
    ],
    ["the owner's API token", () => ({ authorization: `Bearer ${serverUnderTest().ownerToken}` })],
    ["basic credentials", () => ({ authorization: `Basic ${Buffer.from(`a:${secret}`).toString("base64")}` })],
  ])("%s opens nothing", async (_, headers) => {
    const answer = await post(`${house.origin}/api/v1/chat/completions`, {
      headers: { ...json, ...headers() },
      body: body(),
    });
    expect(answer.status).toBe(401);
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("a key in the address opens nothing", async () => {
    const answer = await post(`${house.origin}/api/v1/chat/completions?key=${secret}`, { headers: json, body: body() });
    expect(answer.status).toBe(401);
  });

  it.each(["authorization", "x-api-key", "x-goog-api-key"])("a key in %s opens", async (name) => {
    const value = name === "authorization" ? `Bearer ${secret}` : secret;
    const answer = await post(`${house.origin}/api/v1/chat/completions`, {
      headers: { ...json, [name]: value },
      body: body(),
    });
    expect(answer.status).toBe(200);
  });
});

describe("virtual keys mean nothing under /api/admin", () => {
  const PATHS = ["/keys", "/teams", "/providers", "/models", "/requests", "/me", "/audit", "/quotas"];

  it.each(PATHS)("%s is 401 with a key in any header", async (path) => {
    for (const headers of [
      { authorization: `Bearer ${secret}` },
      { "x-api-key": secret },
      { cookie: `session=${secret}` },
    ]) {
      const response = await fetch(`${house.origin}/api/admin${path}`, { headers });
      expect(response.status).toBe(401);
      expect(response.headers.get("content-type")).toContain("application/problem+json");
    }
  });

  it("a mutation with a key changes nothing", async () => {
    const response = await post(`${house.origin}/api/admin/teams`, {
      headers: { ...json, authorization: `Bearer ${secret}` },
      body: JSON.stringify({ name: "intruders" }),
    });
    expect(response.status).toBe(401);
  });
});

it("the description of the management API is served", async () => {
  const response = await fetch(`${house.origin}/api/admin/openapi.json`, {
    headers: { authorization: `Bearer ${serverUnderTest().ownerToken}` },
  });
  expect(await response.json()).toMatchObject({ openapi: expect.stringMatching(/^3\.1/), paths: expect.any(Object) });
});

it("headers of the caller that could steer the upstream are not passed on", async () => {
  const asked = prompt(good, newMarker());
  const hostile = {
    "x-forwarded-for": "6.6.6.6",
    cookie: "a=b",
    "x-portkey-custom-host": house.upstream.canary.url,
    "openai-organization": "org-other",
    "x-middleware-subrequest": "1",
    "transfer-encoding-x": "chunked",
    te: "trailers",
  };
  await post(`${house.origin}/api/v1/chat/completions`, {
    headers: { ...json, authorization: `Bearer ${secret}`, ...hostile },
    body: JSON.stringify(asked),
  });
  const [entry] = house.upstream.journal.containing(asked.user);
  for (const name of Object.keys(hostile)) expect(entry?.headers[name]).toBeUndefined();
  expect(house.upstream.canary.connections).toBe(0);
});

it("whose address a caller writes into a header is neither in the record nor in the audit log", async () => {
  const forged = { "x-forwarded-for": "6.6.6.6" };
  const answer = await post(`${house.origin}/api/v1/chat/completions`, {
    headers: { ...json, authorization: `Bearer ${secret}`, ...forged },
    body: body(),
  });
  const owner = { authorization: `Bearer ${serverUnderTest().ownerToken}` };
  const name = `forged-${newMarker()}`;
  await post(`${house.origin}/api/admin/teams`, {
    headers: { ...json, ...owner, ...forged },
    body: JSON.stringify({ name }),
  });
  await house.record(answer.headers.get("x-request-id") ?? "");
  const read = async (path: string) => (await fetch(`${house.origin}/api/admin${path}`, { headers: owner })).text();
  expect(await read(`/requests/${answer.headers.get("x-request-id")}`)).toContain('"clientAddress":"127.0.0.1"');
  const audited = await read(`/audit?q=${name}`);
  expect(audited).toContain(name);
  expect(audited).not.toContain("6.6.6.6");
  expect(audited).toContain('"clientAddress":"127.0.0.1"');
});

it("neither a provider's credential nor a virtual key is ever logged", async () => {
  const marker = newMarker();
  for (const model of [good, house.modelName("relay", "status-leaking")]) {
    await post(`${house.origin}/api/v1/chat/completions`, {
      headers: { ...json, authorization: `Bearer ${secret}` },
      body: JSON.stringify(prompt(model, marker)),
    });
  }
  const log = await until(() => readFileSync(serverUnderTest().log, "utf8"));
  expect(log).not.toContain(house.credential);
  expect(log).not.toContain(secret);
  expect(log).not.toContain(serverUnderTest().ownerToken);
});
