import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type NewKey, quotasOf } from "./harness/admin";
import { newMarker, prompt } from "./harness/clients";
import { type House, openHouse } from "./harness/house";
import { post, rawCall } from "./harness/raw-call";
import { until } from "./harness/until";

/** The server under test takes 2 MB. */
const LIMIT_BYTES = 2 * 1024 * 1024;

let house: House;
let key: NewKey;
let good: string;

beforeAll(async () => {
  house = await openHouse("bad input");
  [good = ""] = await house.addModels("relay", ["good"]);
  key = await house.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit: "5" }] });
  await house.served(key.secret, good);
});
afterAll(() => house.close());

const path = "/api/v1/chat/completions";

interface Attack {
  title: string;
  status: number;
  code: string;
  body: (marker: string) => BodyInit;
  headers?: Record<string, string>;
}

const said = (marker: string) => JSON.stringify(marker);
const nested = (depth: number) => "[".repeat(depth) + "]".repeat(depth);

const ATTACKS: Attack[] = [
  { title: "no body", status: 400, code: "invalid_json", body: () => "" },
  { title: "garbage", status: 400, code: "invalid_json", body: () => "\u0000\u0001garbage}{" },
  { title: "half a JSON", status: 400, code: "invalid_json", body: () => `{"model":"${good}","messages":[` },
  { title: "a JSON that is no object", status: 400, code: "invalid_json", body: () => '["model"]' },
  { title: "null", status: 400, code: "invalid_json", body: () => "null" },
  {
    title: "trailing bytes after the object",
    status: 400,
    code: "invalid_json",
    body: (marker) => `${JSON.stringify(prompt(good, marker))}{"model":"other"}`,
  },
  {
    title: "65 levels deep",
    status: 400,
    code: "invalid_json",
    body: (marker) => `{"model":"${good}","messages":[{"role":"user","content":${said(marker)}}],"x":${nested(64)}}`,
  },
  {
    title: "100,000 levels deep",
    status: 400,
    code: "invalid_json",
    body: (marker) =>
      `{"model":"${good}","messages":[{"role":"user","content":${said(marker)}}],"x":${nested(100_000)}}`,
  },
  {
    title: "100,000 keys",
    status: 400,
    code: "invalid_json",
    body: (marker) =>
      JSON.stringify({
        ...prompt(good, marker),
        metadata: Object.fromEntries(Array.from({ length: 100_000 }, (_, index) => [`k${index}`, 1])),
      }),
  },
  ...["model", "stream", "messages"].map((name) => ({
    title: `"${name}" twice`,
    status: 400,
    code: "invalid_json",
    body: (marker: string) => `{"${name}":null,${JSON.stringify({ ...prompt(good, marker), stream: false }).slice(1)}`,
  })),
  {
    title: '"model" twice, once escaped',
    status: 400,
    code: "invalid_json",
    body: (marker) => `{"mod\\u0065l":"other",${JSON.stringify(prompt(good, marker)).slice(1)}`,
  },
  {
    title: "__proto__ at the top",
    status: 400,
    code: "invalid_json",
    body: (marker) => `{"__proto__":{"admin":true},${JSON.stringify(prompt(good, marker)).slice(1)}`,
  },
  {
    title: "__proto__ deep inside, escaped",
    status: 400,
    code: "invalid_json",
    body: (marker) => `{"metadata":{"a":{"\\u005f_proto__":{}}},${JSON.stringify(prompt(good, marker)).slice(1)}`,
  },
  {
    title: "bytes that are not UTF-8",
    status: 400,
    code: "invalid_json",
    body: (marker) =>
      Buffer.concat([
        Buffer.from(`{"model":"${good}","user":"${marker}`),
        Buffer.from([0xff, 0xfe]),
        Buffer.from('"}'),
      ]),
  },
  {
    title: "a form",
    status: 415,
    code: "unsupported_media_type",
    body: (marker) => JSON.stringify(prompt(good, marker)),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  },
  {
    title: "plain text",
    status: 415,
    code: "unsupported_media_type",
    body: (marker) => JSON.stringify(prompt(good, marker)),
    headers: { "content-type": "text/plain" },
  },
  {
    title: "a gzip bomb",
    status: 413,
    code: "request_too_large",
    body: () => gzipSync(Buffer.alloc(200_000_000, " ")),
    headers: { "content-encoding": "gzip" },
  },
  {
    title: "broken gzip",
    status: 400,
    code: "invalid_json",
    body: () => Buffer.from("not gzip at all"),
    headers: { "content-encoding": "gzip" },
  },
  {
    title: "two layers of compression",
    status: 415,
    code: "unsupported_media_type",
    body: (marker) => gzipSync(gzipSync(JSON.stringify(prompt(good, marker)))),
    headers: { "content-encoding": "gzip, gzip" },
  },
  {
    title: "more than the limit, counted by its length",
    status: 413,
    code: "request_too_large",
    body: (marker) => JSON.stringify({ ...prompt(good, marker), metadata: { x: "x".repeat(LIMIT_BYTES) } }),
  },
  {
    title: "no model",
    status: 400,
    code: "invalid_request",
    body: (marker) => JSON.stringify({ messages: [{ role: "user", content: marker }] }),
  },
  {
    title: "a model that is a number",
    status: 400,
    code: "invalid_request",
    body: (marker) => JSON.stringify({ ...prompt(good, marker), model: 7 }),
  },
  {
    title: "no messages",
    status: 400,
    code: "invalid_request",
    body: (marker) => JSON.stringify({ model: good, user: marker, messages: [] }),
  },
  {
    title: "a stream flag that is a word",
    status: 400,
    code: "invalid_request",
    body: (marker) => JSON.stringify({ ...prompt(good, marker), stream: "yes" }),
  },
  {
    title: "a negative bound",
    status: 400,
    code: "invalid_request",
    body: (marker) => JSON.stringify({ ...prompt(good, marker), max_tokens: -1 }),
  },
  {
    title: "a thousand answers",
    status: 400,
    code: "invalid_request",
    body: (marker) => JSON.stringify({ ...prompt(good, marker), n: 1000 }),
  },
];

describe("refused in the caller's dialect, with nothing sent upstream", () => {
  it.each(ATTACKS)("$title: $status $code", async ({ status, code, body, headers = {} }) => {
    const marker = newMarker();
    const answer = await post(house.origin + path, {
      headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json", ...headers },
      body: body(marker),
    });
    expect(answer.status).toBe(status);
    expect(answer.headers.get("x-request-id")).toMatch(/^req_/);
    expect(answer.headers.get("x-should-retry")).toBe("false");
    const { error } = JSON.parse(answer.body) as { error: { code: string; type: string; message: string } };
    expect(error).toMatchObject({ code, type: "invalid_request_error" });
    expect(error.message).toMatch(/\w.*\.$/s);
    expect(house.upstream.journal.containing(marker)).toEqual([]);
  });
});

const head = (extra: string) =>
  `POST ${path} HTTP/1.1\r\nhost: gatehouse\r\nauthorization: Bearer ${key.secret}\r\ncontent-type: application/json\r\n${extra}\r\n`;

describe("raw bytes", () => {
  it("a chunked body without an end is counted and refused at the limit", async () => {
    const chunk = `10000\r\n${"x".repeat(0x10000)}\r\n`;
    const answer = await rawCall(house.origin, [
      head("transfer-encoding: chunked\r\n"),
      ...new Array<string>(40).fill(chunk),
    ]);
    expect(answer.status).toBe(413);
    expect(answer.headers.get("connection")).toBe("close");
  });

  it("a length past the limit is refused before the body is sent", async () => {
    const answer = await rawCall(house.origin, [head(`content-length: ${LIMIT_BYTES + 1}\r\n`)]);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "request_too_large" } });
  });

  it("a wrong key is refused before its body is read", async () => {
    const withoutKey = head(`content-length: ${LIMIT_BYTES}\r\n`).replace(key.secret, "gk_live_nobody");
    expect((await rawCall(house.origin, [withoutKey])).status).toBe(401);
  });

  it("a flood of headers is 431", async () => {
    const flood = Array.from({ length: 3000 }, (_, index) => `x-flood-${index}: ${"x".repeat(40)}\r\n`).join("");
    const answer = await rawCall(house.origin, [head(flood)]);
    expect(answer.status).toBe(431);
    expect(JSON.parse(answer.body)).toHaveProperty("error.message");
  });

  it.each([
    ["two lengths", "content-length: 5\r\ncontent-length: 6\r\n"],
    ["length and chunks", "content-length: 5\r\ntransfer-encoding: chunked\r\n"],
    ["a folded header", "x-a: b\r\n c: d\r\ncontent-length: 0\r\n"],
    ["a bent encoding", "transfer-encoding : chunked\r\n"],
  ])("%s cannot smuggle a request", async (_, headers) => {
    const answer = await rawCall(house.origin, [head(headers), "0\r\n\r\nGET /api/v1/models HTTP/1.1\r\n\r\n"]);
    expect(answer.status).toBe(400);
    expect(answer.text.match(/HTTP\/1\.1/g)).toHaveLength(1);
  });

  it("something that is not HTTP is 400 and a closed connection", async () => {
    const answer = await rawCall(house.origin, ["\u0016\u0003\u0001 hello there\r\n\r\n"]);
    expect(answer.status).toBe(400);
  });
});

describe.concurrent("slow senders", () => {
  it("headers that drip are given up on", { timeout: 40_000 }, async () => {
    const answer = await rawCall(house.origin, ["POST /api/v1/chat/completions HTTP/1.1\r\nhost: a\r\nx-slow: "], {
      timeoutMs: 35_000,
    });
    expect(answer.status).toBe(408);
  });

  it("a body that stops half-way is given up on", { timeout: 60_000 }, async () => {
    const answer = await rawCall(house.origin, [head("content-length: 1000\r\n"), '{"model":'], { timeoutMs: 55_000 });
    expect(answer.status).toBe(408);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: "request_timeout" } });
  });
});

describe("routes", () => {
  it.each([
    ["GET", "/api/v1/nowhere", 404],
    ["POST", "/api/v1/", 404],
    ["GET", "/api/v1/chat/completions", 405],
    ["DELETE", "/api/v1/models", 405],
    ["POST", "/api/v1/chat/../models", 404],
    ["GET", "/api/v1/models/%2e%2e/%2e%2e/admin/keys", 404],
    ["GET", "/api/v1/..%2f..%2fadmin/keys", 404],
  ])("%s %s is %i, in JSON", async (method, route, status) => {
    const answer = await rawCall(house.origin, [
      `${method} ${route} HTTP/1.1\r\nhost: gatehouse\r\nauthorization: Bearer ${key.secret}\r\ncontent-length: 0\r\n\r\n`,
    ]);
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toHaveProperty("error.code");
    if (status === 405) expect(answer.headers.get("allow")).toBeTruthy();
  });
});

it("after all of it nothing was billed and the server still answers", async () => {
  const [budget] = await quotasOf(key.id);
  expect(Number(budget?.standing?.settled)).toBe(0);
  await until(async () => Number((await quotasOf(key.id))[0]?.standing?.held) === 0);
  const answer = await post(house.origin + path, {
    headers: { authorization: `Bearer ${key.secret}`, "content-type": "application/json" },
    body: JSON.stringify(prompt(good, newMarker())),
  });
  expect(answer.status).toBe(200);
});
