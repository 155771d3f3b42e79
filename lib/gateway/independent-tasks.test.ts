import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawPng } from "@/lib/providers/simulated/tasks/draw-png";
import { type InProcessGateway, openInProcessGateway } from "./testing/in-process-gateway";

/** An upstream that was not written here, so that our reading of a format is not tested against itself alone. */
const mock = new LLMock({ port: 0 });
const PNG = drawPng(16, 16, 3).toString("base64");
const SAMPLES = Buffer.from([1, 0, 2, 0]).toString("base64");
const BY_PICTURE = { picoUsdPerUnit: { picture: 40_000_000_000n } };
const VECTOR = [0.5, -0.25, 1];
let gateway: InProcessGateway;

beforeAll(async () => {
  mock.onEmbedding(/./, { embedding: VECTOR });
  mock.onRerank(/./, [
    { index: 1, relevance_score: 0.9 },
    { index: 0, relevance_score: 0.1 },
  ]);
  mock.onImage(/./, { images: [{ b64Json: PNG }, { b64Json: PNG }] });
  mock.onMessage(/Open the gate/, { audio: { b64Json: SAMPLES, contentType: "audio/L16;codec=pcm;rate=24000" } });
  mock.onMessage(/word for word/, { content: "Open the gate." });
  await mock.start();
  const tier = { picoUsdPerToken: { uncachedInput: 1_000_000n } };
  gateway = openInProcessGateway([
    { name: "openai", kind: "embedding", adapterId: "openai", baseUrl: `${mock.url}/v1`, tier },
    { name: "cohere", kind: "embedding", adapterId: "cohere", baseUrl: mock.url, tier },
    { name: "cohere-rank", kind: "rerank", adapterId: "cohere", baseUrl: mock.url, tier },
    {
      name: "imagen",
      kind: "image",
      adapterId: "gemini",
      baseUrl: `${mock.url}/v1beta`,
      upstreamModel: "imagen-4",
      tier: BY_PICTURE,
    },
    { name: "say", kind: "speech", adapterId: "gemini", baseUrl: `${mock.url}/v1beta`, tier },
    { name: "hear", kind: "transcription", adapterId: "gemini", baseUrl: `${mock.url}/v1beta`, tier },
    { name: "voyage-like", kind: "embedding", adapterId: "together", baseUrl: `${mock.url}/v1`, tier },
  ]);
});
afterAll(async () => {
  await gateway.close();
  await mock.stop();
});

describe("an upstream of other authors", () => {
  it.each(["openai", "voyage-like", "cohere"])("gives vectors by %s, in the form that was asked for", async (model) => {
    const plain = await gateway.post("/embeddings", { model, input: "Open the gate." });
    expect(JSON.parse(plain.text).data[0].embedding).toEqual(VECTOR);
    const coded = await gateway.post("/embeddings", { model, input: "Open the gate.", encoding_format: "base64" });
    const bytes = Buffer.from(JSON.parse(coded.text).data[0].embedding, "base64");
    expect(VECTOR.map((_, at) => bytes.readFloatLE(at * 4))).toEqual(VECTOR);
    const google = await gateway.post(`/models/${model}:embedContent`, { content: { parts: [{ text: "Open it." }] } });
    expect(JSON.parse(google.text).embedding.values).toEqual(VECTOR);
  });

  it("ranks through Cohere's own endpoint", async () => {
    const { text } = await gateway.post("/rerank", { model: "cohere-rank", query: "gate", documents: ["a", "b"] });
    expect(JSON.parse(text).results).toEqual([
      { index: 1, relevance_score: 0.9 },
      { index: 0, relevance_score: 0.1 },
    ]);
  });

  it("draws, speaks and listens in Google's formats for callers of another", async () => {
    const drawn = await gateway.post("/images/generations", { model: "imagen", prompt: "A gate", n: 2 });
    expect(JSON.parse(drawn.text).data).toEqual([{ b64_json: PNG }, { b64_json: PNG }]);
    expect(gateway.record().costMicros).toBe(80_000n);
    const asked = { model: "say", input: "Open the gate.", voice: "Kore", response_format: "pcm" };
    const said = await gateway.post("/audio/speech", asked);
    expect(said.bytes.toString("base64")).toBe(SAMPLES);
    const form = new FormData();
    form.set("model", "hear");
    form.set("file", new File(["ID3 and then sound"], "talk.mp3"));
    const heard = await gateway.post("/audio/transcriptions", form);
    expect(JSON.parse(heard.text).text).toBe("Open the gate.");
  });
});
