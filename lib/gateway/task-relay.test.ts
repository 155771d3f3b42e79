import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScriptedHouse, type ScriptedHouse } from "./testing/scripted-house";

let house: ScriptedHouse;
beforeAll(async () => {
  house = await openScriptedHouse();
});
afterAll(() => house.close());

const post: ScriptedHouse["gateway"]["post"] = (...call) => house.gateway.post(...call);
const errorOf = (text: string) => JSON.parse(text).error;

describe("a rerank caller", () => {
  const asked = { query: "q", documents: [{ text: "one" }, "two"], return_documents: true };
  const results = [{ index: 1, relevance_score: 0.9 }];

  it.each([
    ["cohere-rerank", "/v2/rerank", { results, meta: { billed_units: { search_units: 1 } } }],
    ["bedrock-rerank", "/model/up-model/invoke", { results }],
  ])("reaches %s in its own words", async (model, url, body) => {
    house.answerJson(body);
    const { text } = await post("/rerank", { ...asked, model });
    expect(house.seen().url).toBe(url);
    expect(house.seenJson()).toMatchObject({ query: "q", documents: ["one", "two"] });
    expect(JSON.parse(text).results).toEqual([{ index: 1, relevance_score: 0.9, document: { text: "two" } }]);
    expect(house.gateway.record()).toMatchObject({ usageSource: "estimated", usage: { uncachedInput: 4 } });
  });

  it("is relayed to a server that has Jina's shape", async () => {
    house.answerJson({ results, usage: { total_tokens: 11 } });
    await post("/rerank", { ...asked, model: "vllm-rerank", truncate_prompt_tokens: 5 });
    expect(house.seenJson()).toEqual({ ...asked, model: "up-model", truncate_prompt_tokens: 5 });
    expect(house.gateway.record()).toMatchObject({ usageSource: "reported", usage: { uncachedInput: 11 } });
  });
});

describe("a completions caller of a server that has them", () => {
  const asked = { model: "vllm-chat", prompt: ["def f(", [1, 2]], suffix: ")", logprobs: 2, n: 2 };

  it("is relayed, with the bound it was admitted with said aloud", async () => {
    house.answerJson({
      choices: [{ text: "x", finish_reason: "stop" }],
      usage: { prompt_tokens: 4, completion_tokens: 9 },
    });
    const { status } = await post("/completions", asked);
    expect([status, house.seen().url]).toEqual([200, "/completions"]);
    expect(house.seenJson()).toEqual({ ...asked, model: "up-model", max_tokens: 16 });
    expect(house.gateway.held().outputTokens).toBe(64);
  });

  it("streams without the usage it did not ask for, which is billed all the same", async () => {
    const chunk = (text: string, finish: string | null) => ({
      object: "text_completion",
      choices: [{ text, index: 0, logprobs: null, finish_reason: finish }],
    });
    const frames = [
      chunk("He", null),
      chunk("llo", "stop"),
      { object: "text_completion", choices: [], usage: { prompt_tokens: 4, completion_tokens: 2 } },
    ];
    house.answer((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      for (const frame of frames) response.write(`data: ${JSON.stringify(frame)}\n\n`);
      response.end("data: [DONE]\n\n");
    });
    const { text } = await post("/completions", { ...asked, stream: true });
    expect(house.seenJson().stream_options).toEqual({ include_usage: true });
    expect(text).toBe(
      `${frames
        .slice(0, 2)
        .map((frame) => `data: ${JSON.stringify(frame)}\n\n`)
        .join("")}data: [DONE]\n\n`,
    );
    expect(house.gateway.record()).toMatchObject({ usage: { uncachedInput: 4, output: 2 }, finishReason: "stop" });
  });
});

describe("sound and pictures", () => {
  const speech = { model: "openai-speech", input: "Hello", voice: "alloy" };

  it("sends a form on byte for byte but for the model's name", async () => {
    house.answerJson({
      text: "Hi",
      usage: {
        type: "tokens",
        input_tokens: 14,
        input_token_details: { text_tokens: 4, audio_tokens: 10 },
        output_tokens: 3,
      },
    });
    const boundary = "----b0";
    const file = Buffer.concat([Buffer.from([0, 255, 13, 10, 45, 45]), Buffer.from("---b0")]);
    const form = (model: string) =>
      Buffer.concat([
        Buffer.from(
          `--${boundary}\r\nContent-Disposition: form-data; name="model"\r\n\r\n${model}\r\n--${boundary}\r\nContent-Disposition: form-data; name="file"; filename="a.mp3"\r\nContent-Type: audio/mpeg\r\n\r\n`,
        ),
        file,
        Buffer.from(
          `\r\n--${boundary}\r\nContent-Disposition: form-data; name="include[]"\r\n\r\nlogprobs\r\n--${boundary}--\r\n`,
        ),
      ]);
    const type = { "content-type": `multipart/form-data; boundary="${boundary}"` };
    const { status } = await post("/audio/transcriptions", form("openai-transcription").toString("latin1"), type);
    expect(status).toBe(200);
    expect(house.seen().headers["content-type"]).toBe(`multipart/form-data; boundary=${boundary}`);
    expect(house.seen().body.toString("utf8")).toBe(Buffer.from(form("up-model").toString("latin1")).toString("utf8"));
    expect(house.gateway.record()).toMatchObject({
      usage: { uncachedInput: 4, audioInput: 10, output: 3 },
      costMicros: 17n,
    });
  });

  it("cuts the caller off where sound breaks off, and records it", async () => {
    house.answer((response) => {
      response.writeHead(200, { "content-type": "audio/mpeg", "transfer-encoding": "chunked" });
      response.write("abc", () => response.destroy());
    });
    await expect(post("/audio/speech", speech)).rejects.toMatchObject({ code: "upstream_error" });
    expect(house.gateway.record()).toMatchObject({
      outcome: "failed",
      errorCode: "upstream_error",
      usageSource: "estimated",
    });
  });

  it("ends a stream of events that breaks off with an error event", async () => {
    house.answer((response) => {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end('data: {"type":"speech.audio.delta","audio":"AAAA"}\n\n');
    });
    const { text } = await post("/audio/speech", { ...speech, stream_format: "sse" });
    expect(text.trimEnd().split("\n\n").at(-1)).toContain('"code":"upstream_truncated"');
    expect(house.gateway.record()).toMatchObject({
      outcome: "failed",
      errorCode: "upstream_truncated",
      streamed: true,
    });
  });

  it("passes a whole transcript on to a caller whose model does not stream", async () => {
    house.answerJson({ text: "Hi", usage: { type: "duration", seconds: 61 } });
    const form = new FormData();
    form.set("model", "openai-transcription");
    form.set("stream", "true");
    form.set("file", new File(["abc"], "a.mp3"));
    const { headers, text } = await post("/audio/transcriptions", form);
    expect([headers["content-type"], JSON.parse(text).text]).toEqual(["application/json", "Hi"]);
    expect(house.gateway.record().trace.find(([step]) => step === "meter")?.[4]).toEqual({ second: 61 });
  });

  it("is told that a provider has no such calls", async () => {
    const { status, text } = await post("/images/generations", { model: "cohere-image", prompt: "x" });
    expect([status, errorOf(text).code]).toEqual([400, "unsupported_parameter"]);
    expect(errorOf(text).message).toMatch(/no image calls\. Call "[a-z-]+"/);
    expect(house.gateway.record()).toMatchObject({ outcome: "refused", attempts: [] });
  });

  it("is counted where a server reports nothing but zeros", async () => {
    const usage = { prompt_tokens: 0, completion_tokens: 0, total_tokens: 0 };
    const message = { role: "assistant", content: "Open the gate." };
    house.answerJson({ id: "c", choices: [{ index: 0, message, finish_reason: "stop" }], usage });
    await post("/chat/completions", { model: "vllm-chat", messages: [{ role: "user", content: "Open it, please." }] });
    const { usageSource, usage: counted } = house.gateway.record();
    expect(usageSource).toBe("estimated");
    expect(Math.min(counted.uncachedInput, counted.output)).toBeGreaterThan(2);
    house.answerJson({ data: [{ index: 0, embedding: [1] }], usage });
    await post("/embeddings", { model: "openai-embedding", input: "Open the gate." });
    expect(house.gateway.record()).toMatchObject({ usageSource: "estimated", usage: { uncachedInput: 4 } });
  });
});
