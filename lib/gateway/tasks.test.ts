import { afterAll, describe, expect, it } from "vitest";
import { openInProcessGateway } from "./testing/in-process-gateway";

const gateway = openInProcessGateway([
  { name: "chat", tier: { picoUsdPerToken: { uncachedInput: 1_000_000n, output: 2_000_000n } } },
  { name: "embed", kind: "embedding", tier: { picoUsdPerToken: { uncachedInput: 1_000_000n } } },
  {
    name: "draw",
    kind: "image",
    tier: { picoUsdPerToken: { uncachedInput: 5_000_000n, image: 10_000_000n, output: 40_000_000n } },
  },
  { name: "say", kind: "speech", tier: { picoUsdPerUnit: { character: 15_000_000n } } },
]);
afterAll(() => gateway.close());

const errorOf = (text: string) => JSON.parse(text).error;

describe("a model called through the endpoint of another kind", () => {
  it.each([
    ["/chat/completions", { model: "embed", messages: [{ role: "user", content: "Hi" }] }, "/embeddings"],
    ["/embeddings", { model: "chat", input: "Hi" }, "/chat/completions"],
    ["/moderations", { model: "draw", input: "Hi" }, "/images/generations"],
    ["/completions", { model: "say", prompt: "Hi" }, "/audio/speech"],
  ])("is refused at %s, and told where it is called", async (path, body, place) => {
    const { status, text } = await gateway.post(path, body);
    expect(status).toBe(400);
    expect(errorOf(text)).toMatchObject({
      code: "wrong_endpoint",
      param: "model",
      message: expect.stringContaining(place),
    });
    expect(gateway.record()).toMatchObject({ outcome: "refused", attempts: [], costMicros: null });
  });

  it("is refused in Google's words at Google's path", async () => {
    const { status, text } = await gateway.post("/models/chat:embedContent", { content: { parts: [{ text: "Hi" }] } });
    expect([status, errorOf(text).status]).toEqual([400, "INVALID_ARGUMENT"]);
  });
});

describe("POST /embeddings", () => {
  it("gives unit vectors, and bills what was read", async () => {
    const { status, text, headers } = await gateway.post("/embeddings", {
      model: "embed",
      input: ["Red fox", "red FOX"],
    });
    const { data, usage } = JSON.parse(text);
    expect(status).toBe(200);
    expect(data).toHaveLength(2);
    expect(Math.hypot(...data[0].embedding)).toBeCloseTo(1, 5);
    expect(data[0].embedding).toEqual(data[1].embedding);
    expect(headers["x-gatehouse-cost-usd"]).toMatch(/^0\.0000/);
    expect(gateway.record()).toMatchObject({
      route: "/embeddings",
      dialect: "openai-embeddings",
      usageSource: "reported",
      usage: { uncachedInput: usage.prompt_tokens, output: 0 },
      costMicros: BigInt(usage.prompt_tokens),
    });
    expect(gateway.held().inputTokens).toBeGreaterThanOrEqual(usage.prompt_tokens);
    expect(gateway.held().outputTokens).toBe(0);
  });

  it("gives the same numbers as base64, in as many dimensions as asked for", async () => {
    const asked = { model: "embed", input: "Red fox", dimensions: 32 };
    const plain = JSON.parse((await gateway.post("/embeddings", asked)).text).data[0].embedding;
    const coded = JSON.parse((await gateway.post("/embeddings", { ...asked, encoding_format: "base64" })).text);
    const bytes = Buffer.from(coded.data[0].embedding, "base64");
    expect(plain).toHaveLength(32);
    expect(plain.map((_: number, at: number) => bytes.readFloatLE(at * 4))).toEqual(plain);
  });

  it("counts tokens that were sent as such", async () => {
    await gateway.post("/embeddings", {
      model: "embed",
      input: [
        [1, 2, 3],
        [4, 5],
      ],
    });
    expect(gateway.record().usage.uncachedInput).toBe(5);
  });

  it.each([
    [{ input: "x" }, "model"],
    [{ model: "embed" }, "input"],
    [{ model: "embed", input: [] }, "input"],
    [{ model: "embed", input: ["a", ""] }, "input[1]"],
    [{ model: "embed", input: [1.5] }, "input[0]"],
    [{ model: "embed", input: "a", dimensions: 0 }, "dimensions"],
    [{ model: "embed", input: "a", encoding_format: "int8" }, "encoding_format"],
    [{ model: "embed", input: "a", user: 7 }, "user"],
  ])("refuses %j, naming the parameter", async (body, param) => {
    const { status, text } = await gateway.post("/embeddings", body);
    expect([status, errorOf(text).param]).toEqual([400, param]);
  });
});

describe("Google's embedding calls", () => {
  it("give one vector, and several in order", async () => {
    const content = (text: string) => ({ content: { parts: [{ text }] } });
    const one = JSON.parse((await gateway.post("/models/embed:embedContent", content("Red fox"))).text);
    const requests = [content("Blue"), content("Red fox")];
    const two = JSON.parse((await gateway.post("/models/embed:batchEmbedContents", { requests })).text);
    expect(two.embeddings[1]).toEqual(one.embedding);
    expect(gateway.record()).toMatchObject({ dialect: "gemini-embed", usageSource: "reported", outcome: "ok" });
  });

  it("refuse a batch whose settings differ where the model has one for all", async () => {
    const requests = [
      { content: { parts: [{ text: "a" }] }, taskType: "CLUSTERING" },
      { content: { parts: [{ text: "b" }] } },
    ];
    const { status, text } = await gateway.post("/models/embed:batchEmbedContents", { requests });
    expect(status).toBe(400);
    expect(text).toContain("taskType");
  });
});

describe("POST /completions over a chat model", () => {
  const asked = { model: "chat", prompt: "Tell me.", max_tokens: 20 };

  it("answers as a text completion, with the prompt before it where it is to be echoed", async () => {
    const plain = JSON.parse((await gateway.post("/completions", asked)).text);
    const echoed = JSON.parse((await gateway.post("/completions", { ...asked, echo: true })).text);
    expect(plain).toMatchObject({ object: "text_completion", model: "chat", usage: { completion_tokens: 20 } });
    expect(plain.choices).toEqual([{ text: expect.any(String), index: 0, logprobs: null, finish_reason: "length" }]);
    expect(echoed.choices[0].text).toBe(`Tell me.${plain.choices[0].text}`);
  });

  it("makes sixteen tokens for a body that sets no bound, and holds no more", async () => {
    await gateway.post("/completions", { model: "chat", prompt: "Tell me." });
    expect(gateway.record()).toMatchObject({ finishReason: "length", usage: { output: 16 } });
    expect(gateway.held().outputTokens).toBe(16);
  });

  it("streams text_completion chunks, usage where it was asked for, and [DONE] once", async () => {
    const body = { ...asked, stream: true, n: 2, stream_options: { include_usage: true } };
    const { text } = await gateway.post("/completions", body);
    const frames = text
      .trimEnd()
      .split("\n\n")
      .map((frame) => frame.slice("data: ".length));
    expect(frames.pop()).toBe("[DONE]");
    const chunks = frames.map((frame) => JSON.parse(frame));
    expect(new Set(chunks.map(({ object }) => object))).toEqual(new Set(["text_completion"]));
    expect(chunks.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 40 } });
    const finishes = chunks.flatMap(({ choices }) => choices).filter(({ finish_reason }) => finish_reason !== null);
    expect(finishes.map(({ index }) => index)).toEqual([0, 1]);
    expect(gateway.record()).toMatchObject({ streamed: true, outcome: "ok", usageSource: "reported" });
  });

  it.each([
    [{ prompt: ["a", "b"] }, "prompt"],
    [{ prompt: [1, 2] }, "prompt"],
    [{ suffix: "end" }, "suffix"],
    [{ best_of: 3 }, "best_of"],
    [{ logprobs: 0 }, "logprobs"],
  ])("refuses %j, which no chat model can do", async (change, param) => {
    const { status, text } = await gateway.post("/completions", { ...asked, ...change });
    expect([status, errorOf(text).param, errorOf(text).code]).toEqual([400, param, "unsupported_parameter"]);
  });
});

describe("POST /responses/input_tokens", () => {
  it("counts what would be sent, for nothing", async () => {
    const { status, text, headers } = await gateway.post("/responses/input_tokens", {
      model: "chat",
      input: "Open it.",
    });
    expect([status, JSON.parse(text).object]).toEqual([200, "response.input_tokens"]);
    expect(JSON.parse(text).input_tokens).toBeGreaterThan(2);
    expect(headers["x-gatehouse-token-count"]).toBe("estimated");
  });

  it("does not count what somebody else's answer holds", async () => {
    const asked = { model: "chat", input: "Go on.", previous_response_id: "resp_1" };
    const { status, text } = await gateway.post("/responses/input_tokens", asked);
    expect([status, errorOf(text).param]).toEqual([400, "previous_response_id"]);
  });
});
