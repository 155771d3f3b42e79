import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScriptedHouse, type ScriptedHouse } from "./testing/scripted-house";

let house: ScriptedHouse;
beforeAll(async () => {
  house = await openScriptedHouse();
});
afterAll(() => house.close());

const post: ScriptedHouse["gateway"]["post"] = (...call) => house.gateway.post(...call);
const errorOf = (text: string) => JSON.parse(text).error;

describe("an embeddings caller", () => {
  const VECTORS = [
    [0.5, -1],
    [0.25, 2],
  ];

  it("is relayed byte for byte but for the model's name", async () => {
    house.answerJson({
      object: "list",
      data: [{ object: "embedding", index: 0, embedding: VECTORS[0] }],
      odd: 1,
      usage: { prompt_tokens: 3, total_tokens: 3 },
    });
    const { text } = await post(
      "/embeddings",
      '{ "model":"openai-embedding",  "input" : "a\\u00e9", "new_field":{"x":[1]} }',
    );
    expect(house.seen().body.toString("utf8")).toBe(
      '{ "model":"up-model",  "input" : "a\\u00e9", "new_field":{"x":[1]} }',
    );
    expect(house.seen().url).toBe("/embeddings");
    expect(JSON.parse(text).odd).toBe(1);
    expect(house.gateway.record()).toMatchObject({
      usage: { uncachedInput: 3 },
      costMicros: 3n,
      usageSource: "reported",
    });
  });

  it("gets base64 where it asked for it, also from a server that only knows numbers", async () => {
    house.answerJson({
      object: "list",
      data: [{ object: "embedding", index: 0, embedding: VECTORS[0] }],
      model: "m",
      usage: { prompt_tokens: 1, total_tokens: 1 },
    });
    const { text } = await post("/embeddings", {
      model: "openai-embedding",
      input: "a",
      encoding_format: "base64",
    });
    const bytes = Buffer.from(JSON.parse(text).data[0].embedding, "base64");
    expect([bytes.readFloatLE(0), bytes.readFloatLE(4), bytes.length]).toEqual([0.5, -1, 8]);
  });

  it.each([
    [
      "gemini-embedding",
      "/models/up-model:batchEmbedContents",
      { embeddings: VECTORS.map((values) => ({ values })) },
      {},
    ],
    [
      "vertex-embedding",
      "/publishers/google/models/up-model:predict",
      { predictions: VECTORS.map((values) => ({ embeddings: { values, statistics: { token_count: 2 } } })) },
      {},
    ],
    [
      "cohere-embedding",
      "/v2/embed",
      { embeddings: { float: VECTORS }, meta: { billed_units: { input_tokens: 4 } } },
      {},
    ],
    [
      "bedrock-cohere",
      "/model/cohere.embed-v4%3A0/invoke",
      { embeddings: { float: VECTORS } },
      { "x-amzn-bedrock-input-token-count": "4" },
    ],
  ])("reaches %s in its own words", async (model, url, body, headers) => {
    house.answerJson(body, headers);
    const asked = { model, input: ["one", "two"], dimensions: 2, input_type: "query", encoding_format: "float" };
    const { status, text } = await post("/embeddings", asked);
    expect([status, house.seen().url]).toEqual([200, url]);
    expect(JSON.stringify(house.seenJson())).toMatch(/RETRIEVAL_QUERY|search_query/);
    const answered = JSON.parse(text);
    expect(answered.data.map(({ embedding }: { embedding: number[] }) => embedding)).toEqual(VECTORS);
    expect(answered).toMatchObject({ object: "list", model });
    const source = model.startsWith("gemini") ? "estimated" : "reported";
    expect(house.gateway.record()).toMatchObject({ usageSource: source, costMicros: source === "reported" ? 4n : 2n });
    expect(answered.usage.prompt_tokens).toBe(house.gateway.record().usage.uncachedInput);
  });

  it("sends one text at a time to a model that takes no more, and is told so for two", async () => {
    house.answerJson({ embedding: VECTORS[0], inputTextTokenCount: 1 });
    const one = await post("/embeddings", { model: "bedrock-titan", input: "one" });
    const two = await post("/embeddings", { model: "bedrock-titan", input: ["one", "two"] });
    expect([one.status, two.status, errorOf(two.text).param]).toEqual([200, 400, "input"]);
  });

  it.each([
    [{ input: [1, 2] }, "input"],
    [{ input: "a", instruction: "x" }, "instruction"],
    [{ input: "a", input_type: "poetry" }, "input_type"],
  ])("is refused %j where it cannot be carried", async (body, param) => {
    const { status, text } = await post("/embeddings", { model: "cohere-embedding", ...body });
    expect([status, errorOf(text).param, errorOf(text).code]).toEqual([400, param, "unsupported_parameter"]);
  });

  it.each([
    ["a vector too few", { data: [] }],
    ["no vectors", { object: "list" }],
    ["an error under a 200", { error: { message: "no" } }],
  ])("is told of an upstream that answers with %s", async (_what, body) => {
    house.answerJson(body);
    const { status, text } = await post("/models/openai-embedding:embedContent", {
      content: { parts: [{ text: "a" }] },
    });
    expect([status, errorOf(text).status]).toEqual([502, "INTERNAL"]);
    expect(house.gateway.record()).toMatchObject({ outcome: "failed", costMicros: null });
  });

  it("is never told the provider's own 401", async () => {
    house.answerJson({ error: { message: "bad key" } }, {}, 401);
    const { status, text } = await post("/embeddings", { model: "openai-embedding", input: "a" });
    expect([status, errorOf(text).code]).toEqual([502, "upstream_auth_error"]);
  });
});

describe("Google's embedding caller", () => {
  const requests = [
    { model: "models/gemini-embedding", content: { parts: [{ text: "a" }] }, taskType: "NEWEST", odd: 1 },
  ];

  it("is relayed to Google with the upstream's name in path and requests", async () => {
    house.answerJson({ embeddings: [{ values: [1] }], usageMetadata: { promptTokenCount: 7 } });
    await post("/models/gemini-embedding:batchEmbedContents", { requests });
    expect(house.seen().url).toBe("/models/up-model:batchEmbedContents");
    expect(house.seenJson()).toEqual({ requests: [{ ...requests[0], model: "models/up-model" }] });
    expect(house.gateway.record()).toMatchObject({ usage: { uncachedInput: 7 }, usageSource: "reported" });
  });

  it("reaches a model of another dialect", async () => {
    house.answerJson({ data: [{ index: 0, embedding: [3, 4] }], usage: { prompt_tokens: 2 } });
    const body = { content: { parts: [{ text: "a" }] }, outputDimensionality: 2 };
    const { text } = await post("/models/openai-embedding:embedContent", body);
    expect(house.seenJson()).toEqual({ model: "up-model", input: ["a"], dimensions: 2, encoding_format: "float" });
    expect(JSON.parse(text)).toEqual({ embedding: { values: [3, 4] } });
  });
});
