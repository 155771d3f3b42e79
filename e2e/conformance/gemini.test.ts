import type { Content, GenerateContentParameters, GenerateContentResponse } from "@google/genai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { GOOD_TEXT, JSON_TEXT } from "../faulty-upstream/scripted-answers";
import { newMarker } from "./harness/clients";
import { googleClient, googleErrorOf } from "./harness/google-client";
import { type House, openHouse } from "./harness/house";

const MODES = [
  "good",
  "echo",
  "tools:1",
  "tools:2",
  "json",
  "length",
  "paced:500:10",
  "error-mid",
  "eof-mid",
  "status:500",
];
const LANES = ["gemini", "relay", "anthropic"] as const;
const TOOLS = [
  {
    functionDeclarations: [
      {
        name: "get_weather",
        description: "Weather of a city",
        parametersJsonSchema: { type: "object", properties: { city: { type: "string" } }, required: ["city"] },
      },
    ],
  },
];
const SCHEMA = {
  type: "object",
  properties: { city: { type: "string" } },
  required: ["city"],
  additionalProperties: false,
};
const PIXEL = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

let house: House;
let secret: string;

beforeAll(async () => {
  house = await openHouse("contents");
  for (const lane of LANES) await house.addModels(lane, MODES);
  await house.addModels("simulated", ["sim"]);
  secret = (await house.newKey()).secret;
  await house.served(secret, house.modelName("simulated", "sim"));
});
afterAll(() => house.close());

const asked = (model: string, config: GenerateContentParameters["config"] = {}): GenerateContentParameters => ({
  model,
  contents: `Say something. ${newMarker()}`,
  config,
});

/** What the SDK made of the answer's body: everything but the headers it came with. */
function parsed({ sdkHttpResponse: _headers, ...rest }: GenerateContentResponse) {
  return JSON.parse(JSON.stringify(rest));
}

async function collected(stream: Promise<AsyncIterable<GenerateContentResponse>>): Promise<GenerateContentResponse[]> {
  const chunks: GenerateContentResponse[] = [];
  for await (const chunk of await stream) chunks.push(chunk);
  return chunks;
}

const textOf = (chunks: readonly GenerateContentResponse[]) => chunks.map((chunk) => chunk.text ?? "").join("");

describe("Google's SDK over a Gemini upstream", () => {
  it.each([
    ["text", "good", {}],
    ["a limit that was reached", "length", {}],
    ["a tool call", "tools:1", { tools: TOOLS }],
    ["parallel tool calls", "tools:2", { tools: TOOLS }],
    ["JSON by a schema", "json", { responseMimeType: "application/json", responseJsonSchema: SCHEMA }],
    ["thoughts", "good", { thinkingConfig: { includeThoughts: true, thinkingBudget: 1024 } }],
  ])("gets %s as it would without the gateway, whole and streamed", async (_, mode, config) => {
    const gateway = googleClient(secret).models;
    const direct = googleClient(house.credential, house.upstream.origin).models;
    const through = asked(house.modelName("gemini", mode), config);
    const beside = { ...through, model: mode };
    expect(parsed(await gateway.generateContent(through))).toEqual(parsed(await direct.generateContent(beside)));
    const streamed = await collected(gateway.generateContentStream(through));
    expect(streamed.map(parsed)).toEqual((await collected(direct.generateContentStream(beside))).map(parsed));
  });

  it("passes everything it does not have to change, byte for byte, both ways", async () => {
    const marker = newMarker();
    const body =
      `{ "contents" : [{"role":"user","parts":[{"text":"${marker}"},{"brandNew":{"x":1.10}}]},\n` +
      `{"role":"model","parts":[{"functionCall":{"name":"f","args":{"n":1e400}},"thoughtSignature":"CiQB/z+="}]}],` +
      `"safety_settings":[],"generationConfig":{"temperature":1.0,"unknown":"\\u00e9"}}`;
    const ask = (url: string, key: string) =>
      fetch(url, {
        method: "POST",
        headers: { "x-goog-api-key": key, "content-type": "application/json" },
        body,
      }).then((response) => response.text());
    const verb = "streamGenerateContent?alt=sse";
    const through = await ask(`${house.origin}/api/v1beta/models/${house.modelName("gemini", "good")}:${verb}`, secret);
    const direct = await ask(`${house.upstream.geminiBaseUrl}/models/good:${verb}`, house.credential);
    expect(through).toBe(direct);
    const [seen] = house.upstream.journal.containing(marker);
    expect(seen?.body).toBe(body);
    expect(seen?.path).toBe("/v1beta/models/good:streamGenerateContent?alt=sse");
  });
});

describe.each(LANES)("Google's SDK over the %s lane", (lane) => {
  const model = (mode: string) => house.modelName(lane, mode);

  it("gets text with its finish and usage, whole and streamed", async () => {
    const { models } = googleClient(secret);
    const answer = await models.generateContent(asked(model("good")));
    expect(answer.text).toBe(GOOD_TEXT);
    expect(answer.candidates?.[0]?.finishReason).toBe("STOP");
    expect(answer.usageMetadata).toMatchObject({
      promptTokenCount: 20,
      totalTokenCount: 32,
      cachedContentTokenCount: 4,
    });
    const chunks = await collected(models.generateContentStream(asked(model("good"))));
    expect(textOf(chunks)).toBe(GOOD_TEXT);
    expect(chunks.filter((chunk) => (chunk.text ?? "") !== "").length).toBeGreaterThan(1);
    expect(chunks.at(-1)?.candidates?.[0]?.finishReason).toBe("STOP");
    expect(chunks.at(-1)?.usageMetadata).toMatchObject({ promptTokenCount: 20, totalTokenCount: 32 });
  });

  it.each([1, 2])("gets %i tool calls and sends their results", async (count) => {
    const { models } = googleClient(secret);
    const question: Content = { role: "user", parts: [{ text: newMarker() }] };
    const config = { tools: TOOLS };
    const terms = { model: model(`tools:${count}`), config };
    const answer = await models.generateContent({ ...terms, contents: [question] });
    const calls = answer.functionCalls ?? [];
    expect(calls.map(({ name, args }) => [name, args])).toEqual(
      ["Paris", "Oslo"].slice(0, count).map((city) => ["get_weather", { city }]),
    );
    const streamed = await collected(models.generateContentStream({ ...terms, contents: [question] }));
    expect(streamed.flatMap((chunk) => chunk.functionCalls ?? []).map(({ args }) => args)).toEqual(
      calls.map(({ args }) => args),
    );
    const said = answer.candidates?.[0]?.content ?? {};
    const results: Content = {
      role: "user",
      parts: calls.map(({ id, name = "" }) => ({
        functionResponse: { ...(id === undefined ? {} : { id }), name, response: { output: "17 °C" } },
      })),
    };
    const last = await models.generateContent({ ...terms, contents: [question, said, results] });
    expect(last.text).toContain("17 °C");
  });

  it("gets JSON by a schema, a limit that was reached, and sees a picture", async () => {
    const { models } = googleClient(secret);
    const json = asked(model("json"), { responseMimeType: "application/json", responseJsonSchema: SCHEMA });
    expect((await models.generateContent(json)).text).toBe(JSON_TEXT);
    const cut = await models.generateContent(asked(model("length"), { maxOutputTokens: 5 }));
    expect(cut.candidates?.[0]?.finishReason).toBe("MAX_TOKENS");
    const marker = newMarker();
    const parts = [{ text: marker }, { inlineData: { mimeType: "image/png", data: PIXEL } }];
    await models.generateContent({ model: model("good"), contents: [{ role: "user", parts }] });
    expect(house.upstream.journal.containing(marker)[0]?.body).toContain(PIXEL);
  });

  it("stops the provider when the caller aborts, and records it", async () => {
    const abort = new AbortController();
    const marker = newMarker();
    const stream = await googleClient(secret).models.generateContentStream({
      model: model("paced:500:10"),
      contents: marker,
      config: { abortSignal: abort.signal },
    });
    const reading = (async () => {
      for await (const chunk of stream) if ((chunk.text ?? "") !== "") abort.abort();
    })();
    await expect(reading).rejects.toThrow();
    await house.upstream.journal.waitFor(marker, (entry) => entry.abortedAt !== null);
  });

  it.each(["error-mid", "eof-mid"])("is told in the stream when it breaks off: %s", async (mode) => {
    const refusal = await googleErrorOf(
      collected(googleClient(secret).models.generateContentStream(asked(model(mode)))),
    );
    expect(refusal.status).toBeGreaterThanOrEqual(500);
    expect(refusal.error.details[0]?.metadata?.request_id).toMatch(/^req_/);
  });
});

describe("errors in Google's words", () => {
  it.each([
    ["an unknown key", () => ({ key: "gk_live_unknown", model: "good" }), 401, "UNAUTHENTICATED", "INVALID_API_KEY"],
    ["an unknown model", () => ({ key: secret, model: "no-such" }), 404, "NOT_FOUND", "MODEL_NOT_FOUND"],
    [
      "a provider that failed",
      () => ({ key: secret, model: house.modelName("gemini", "status:500") }),
      502,
      "INTERNAL",
      "UPSTREAM_ERROR",
    ],
  ])("tell of %s", async (_, given, code, status, reason) => {
    const { key, model } = given();
    for (const verb of ["generateContent", "generateContentStream"] as const) {
      const refusal = await googleErrorOf(googleClient(key).models[verb](asked(model)) as Promise<unknown>);
      expect(refusal).toMatchObject({ status: code, error: { code, status } });
      expect(refusal.error.details[0]).toMatchObject({
        reason,
        metadata: { request_id: expect.stringMatching(/^req_/) },
      });
    }
  });

  it("tell of a quota that is used up, and name the parameter that is wrong", async () => {
    const poor = await house.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit: "0" }] });
    const refused = await googleErrorOf(
      googleClient(poor.secret).models.generateContent(asked(house.modelName("gemini", "good"))),
    );
    expect(refused).toMatchObject({ status: 429, error: { status: "RESOURCE_EXHAUSTED" } });
    expect(refused.error.details[0]).toMatchObject({ reason: "BUDGET_EXCEEDED", metadata: { scope: "key" } });
    const wrong = await googleErrorOf(
      googleClient(secret).models.generateContent(
        asked(house.modelName("relay", "good"), { tools: [{ googleSearch: {} }] }),
      ),
    );
    expect(wrong.error.details[1]?.fieldViolations?.[0]?.field).toBe("tools[0].googleSearch");
  });
});

describe("beside the SDK's own calls", () => {
  const body = (marker: string) => JSON.stringify({ contents: [{ parts: [{ text: marker }] }] });
  const headers = { "content-type": "application/json" };

  it.each(LANES)("a stream without alt=sse is one JSON array, its errors too: %s", async (lane) => {
    const url = (mode: string, key: string) =>
      `${house.origin}/api/v1/models/${house.modelName(lane, mode)}:streamGenerateContent?key=${key}`;
    const answer = await fetch(url("good", secret), { method: "POST", headers, body: body(newMarker()) });
    expect(answer.headers.get("content-type")).toContain("application/json");
    const chunks = (await answer.json()) as { candidates: { content: { parts: { text?: string }[] } }[] }[];
    const text = chunks.map(({ candidates }) => candidates[0]?.content.parts[0]?.text ?? "").join("");
    expect(text).toBe(GOOD_TEXT);
    const broken = await fetch(url("error-mid", secret), { method: "POST", headers, body: body(newMarker()) });
    expect(((await broken.json()) as object[]).at(-1)).toHaveProperty("error.code");
    const refused = await fetch(url("good", "gk_live_x"), { method: "POST", headers, body: body(newMarker()) });
    expect([refused.status, await refused.json()]).toMatchObject([401, [{ error: { code: 401 } }]]);
  });

  it("two different keys are refused, in Google's words", async () => {
    const url = `${house.origin}/api/v1beta/models/m:generateContent?key=other`;
    const answer = await fetch(url, { method: "POST", headers: { ...headers, "x-goog-api-key": secret }, body: "{}" });
    expect([answer.status, await answer.json()]).toMatchObject([400, { error: { status: "INVALID_ARGUMENT" } }]);
  });

  it("lists the key's models page by page, shows one, and counts tokens", async () => {
    const { models } = googleClient(secret);
    const names: string[] = [];
    for await (const { name } of await models.list({ config: { pageSize: 4 } })) names.push(name ?? "");
    expect(names).toContain(`models/${house.modelName("gemini", "good")}`);
    expect(new Set(names).size).toBe(names.length);
    const one = await models.get({ model: house.modelName("gemini", "good") });
    expect(one.name).toBe(`models/${house.modelName("gemini", "good")}`);
    const counted = await models.countTokens({ model: house.modelName("relay", "good"), contents: "one two three" });
    expect(counted.totalTokens).toBeGreaterThan(2);
  });

  it("is recorded with its dialect's route, model and usage", async () => {
    const name = house.modelName("gemini", "echo");
    const answer = await googleClient(secret).models.generateContent(asked(name));
    const requestId = answer.sdkHttpResponse?.headers?.["x-request-id"] ?? "";
    const record = await house.record(requestId);
    expect(record).toMatchObject({ outcome: "ok", modelAsked: name, usageSource: "reported", finishReason: "stop" });
  });
});
