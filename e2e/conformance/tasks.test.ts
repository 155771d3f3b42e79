import { CohereClientV2 } from "cohere-ai";
import OpenAI, { toFile } from "openai";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import { apiErrorOf, openaiClient } from "./harness/clients";
import { googleClient } from "./harness/google-client";
import { type House, openHouse } from "./harness/house";
import { PIXEL, SAMPLES, startTaskUpstream, type TaskUpstream, VECTOR } from "./harness/task-upstream";

let house: House;
let upstream: TaskUpstream;
let secret: string;
/** Names at the gateway, by the upstream's own. */
const names: Record<string, string> = {};

beforeAll(async () => {
  upstream = await startTaskUpstream();
  house = await openHouse("tasks");
  const theirs = `${upstream.theirs}/v1`;
  const add = async (lane: "openai" | "relay" | "gemini" | "simulated", model: string, options = {}) => {
    const [name = ""] = await house.addModels(lane, [model], options);
    names[model] = name;
  };
  await add("openai", "text-embedding-3-small", { kind: "embedding", baseUrl: `${upstream.ours}/v1` });
  await add("openai", "gpt-3.5-turbo-instruct", { baseUrl: `${upstream.ours}/v1` });
  await add("gemini", "gemini-embedding-001", { kind: "embedding", baseUrl: `${upstream.ours}/v1beta` });
  await add("openai", "omni-moderation-latest", { kind: "moderation", baseUrl: theirs });
  await add("openai", "gpt-image-1", { kind: "image", baseUrl: theirs, usdPerUnit: { picture: "0.04" } });
  await add("openai", "tts-1", { kind: "speech", baseUrl: theirs, usdPerUnit: { character: "0.000015" } });
  await add("openai", "whisper-1", { kind: "transcription", baseUrl: theirs, usdPerUnit: { second: "0.0001" } });
  const google = `${upstream.theirs}/v1beta`;
  await add("gemini", "imagen-4", { kind: "image", baseUrl: google, usdPerUnit: { picture: "0.04" } });
  await add("gemini", "gemini-tts", { kind: "speech", baseUrl: google });
  await add("gemini", "gemini-flash", { kind: "transcription", baseUrl: google });
  await add("relay", "unpriced-embedding", { kind: "embedding", baseUrl: `${upstream.ours}/v1`, priced: false });
  await add("simulated", "sim-rank", { kind: "rerank" });
  await add("simulated", "sim-image", { kind: "image" });
  await add("simulated", "sim-speech", { kind: "speech", usdPerUnit: { character: "0.000015" } });
  await add("simulated", "sim-hear", { kind: "transcription", usdPerUnit: { second: "0.0001" } });
  secret = (await house.newKey()).secret;
  await house.served(secret, nameOf("sim-hear"));
});
afterAll(async () => {
  await house.close();
  await upstream.close();
});

function nameOf(model: string): string {
  const name = names[model];
  if (name === undefined) throw new Error(`no model ${model}`);
  return name;
}

/** The same call at the provider itself and through the gateway, whose record comes along. */
async function both<Answer>(at: string, model: string, call: (client: OpenAI, model: string) => Promise<Answer>) {
  const direct = new OpenAI({ apiKey: "none", baseURL: `${at}/v1`, maxRetries: 0 });
  const gateway = openaiClient(secret);
  const without = await call(direct, model);
  const between = await call(gateway.client, nameOf(model));
  const record = await house.record(gateway.lastHeaders.get("x-request-id") ?? "");
  return { without, between, record, headers: gateway.lastHeaders };
}

const plain = (value: unknown) => JSON.parse(JSON.stringify(value));

/** What is new in every answer of the upstream. */
const timeless = ({ created: _created, id: _id, ...rest }: Record<string, unknown>) => rest;

describe("the openai SDK gets with the gateway between what it gets without", () => {
  it.each(["float", "base64", undefined] as const)("for embeddings (encoding_format: %s)", async (format) => {
    const asked = { input: ["Open the gate.", "Close it."], ...(format && { encoding_format: format }) };
    const { without, between, record, headers } = await both(upstream.ours, "text-embedding-3-small", (client, model) =>
      client.embeddings.create({ ...asked, model }),
    );
    expect(plain(between)).toEqual(plain(without));
    if (format !== "base64") expect(between.data[1]?.embedding).toEqual(VECTOR);
    expect(record).toMatchObject({ costUsd: "0.000007", usageSource: "reported", inputTokens: 7, outputTokens: 0 });
    expect(headers.get("x-gatehouse-cost-usd")).toBe("0.000007");
    expect(headers.get("x-upstream-request-id")).toBe("up_1");
  });

  it("for completions, whole and streamed", async () => {
    const asked = { prompt: "Say.", max_tokens: 8, n: 2 };
    const whole = await both(upstream.ours, "gpt-3.5-turbo-instruct", (client, model) =>
      client.completions.create({ ...asked, model }),
    );
    expect(plain(whole.between)).toEqual(plain(whole.without));
    const streamed = await both(upstream.ours, "gpt-3.5-turbo-instruct", async (client, model) => {
      const options = { include_usage: true };
      const stream = await client.completions.create({ ...asked, model, stream: true, stream_options: options });
      return collect(stream);
    });
    expect(plain(streamed.between)).toEqual(plain(streamed.without));
    for (const { record } of [whole, streamed]) {
      expect(record).toMatchObject({ inputTokens: 5, outputTokens: 4, costUsd: "0.000021", finishReason: "stop" });
    }
  });

  it("for moderations, counted where nothing is reported", async () => {
    const { without, between, record } = await both(upstream.theirs, "omni-moderation-latest", (client, model) =>
      client.moderations.create({ input: "Open the gate.", model }),
    );
    expect(timeless(plain(between))).toEqual(timeless(plain(without)));
    expect(between.results[0]?.flagged).toBe(true);
    expect(record).toMatchObject({ usageSource: "estimated", inputTokens: 4 });
  });

  it("for pictures, billed by the picture", async () => {
    const { without, between, record } = await both(upstream.theirs, "gpt-image-1", (client, model) =>
      client.images.generate({ prompt: "A gate", model, n: 1, quality: "low", size: "1024x1024" }),
    );
    expect(timeless(plain(between))).toEqual(timeless(plain(without)));
    expect(between.data?.[0]?.b64_json).toBe(PIXEL);
    // 4 cents, and what its estimated tokens cost beside.
    expect(Number(record.costUsd)).toBeGreaterThanOrEqual(0.04);
    expect(record.usageSource).toBe("estimated");
  });

  it("for speech, byte for byte, billed by the character", async () => {
    const asked = { input: "Open the gate.", voice: "alloy" } as const;
    const { without, between, record } = await both(upstream.theirs, "tts-1", async (client, model) => {
      const response = await client.audio.speech.create({ ...asked, model });
      return { type: response.headers.get("content-type"), bytes: Buffer.from(await response.arrayBuffer()) };
    });
    expect(between).toEqual(without);
    expect(between.bytes).toEqual(Buffer.from(PIXEL, "base64"));
    expect(record).toMatchObject({ outcome: "ok", route: "/audio/speech" });
  });

  it.each(["json", "verbose_json"] as const)("for transcripts in %s", async (format) => {
    const { without, between, record } = await both(upstream.theirs, "whisper-1", async (client, model) =>
      client.audio.transcriptions.create({
        file: await toFile(Buffer.alloc(6_000), "talk.mp3"),
        model,
        response_format: format as "json",
      }),
    );
    expect(plain(between)).toEqual(plain(without));
    expect(between.text).toBe("Open the gate.");
    expect(record).toMatchObject({ outcome: "ok", route: "/audio/transcriptions", streamed: false });
    expect(Number(record.costUsd)).toBeGreaterThan(0);
  });

  it("for what Cohere's SDK ranks, by its own path", async () => {
    const client = new CohereClientV2({ token: secret, environment: `${house.origin}/api/v1` });
    const asked = { query: "red fox", documents: ["A blue whale", "A red fox"], topN: 1 };
    const { results } = await client.rerank({ ...asked, model: nameOf("sim-rank") });
    expect(results).toMatchObject([{ index: 1, relevanceScore: 1 }]);
  });

  it("for what Google's SDK embeds", async () => {
    const direct = googleClient("none", upstream.ours);
    const gateway = googleClient(secret);
    const contents = ["Open the gate.", "Close it."];
    const without = await direct.models.embedContent({ model: "gemini-embedding-001", contents });
    const between = await gateway.models.embedContent({ model: nameOf("gemini-embedding-001"), contents });
    expect(between.embeddings).toEqual(without.embeddings);
    expect(between.embeddings?.map(({ values }) => values)).toEqual([VECTOR, VECTOR]);
  });
});

describe("the openai SDK reaches models of another dialect", () => {
  it("that draw, whole and as a stream", async () => {
    const gateway = openaiClient(secret);
    const { client } = gateway;
    const asked = { model: nameOf("imagen-4"), prompt: "A gate", size: "1024x1024" } as const;
    const { data, output_format } = await client.images.generate(asked);
    expect([data?.[0]?.b64_json, output_format]).toEqual([PIXEL, "png"]);
    expect(gateway.lastHeaders.get("x-gatehouse-cost-usd")).toBe("0.04");
    const events = await collect(await client.images.generate({ ...asked, stream: true }));
    expect(events).toMatchObject([{ type: "image_generation.completed", b64_json: PIXEL, size: "1x1" }]);
  });

  it("that speak and listen, and is told by name what they cannot", async () => {
    const { client } = openaiClient(secret);
    const asked = { model: nameOf("gemini-tts"), input: "Say it with a voice.", voice: "Kore" } as const;
    const said = await client.audio.speech.create({ ...asked, response_format: "pcm" });
    expect(Buffer.from(await said.arrayBuffer()).toString("base64")).toBe(SAMPLES);
    const coded = await apiErrorOf(client.audio.speech.create({ ...asked, response_format: "mp3" }));
    expect([coded.status, coded.param]).toEqual([400, "response_format"]);
    const file = await toFile(Buffer.from("ID3 and then sound"), "talk.mp3");
    const heard = await client.audio.transcriptions.create({ model: nameOf("gemini-flash"), file });
    expect(heard).toMatchObject({ text: "Open the gate.", usage: { type: "tokens" } });
  });
});

describe("streams of the simulated provider, as the openai SDK reads them", () => {
  it("give partial pictures and the whole one", async () => {
    const { client } = openaiClient(secret);
    const asked = { model: nameOf("sim-image"), prompt: "A gate", stream: true, partial_images: 2 } as const;
    const events = await collect(await client.images.generate(asked));
    expect(events.map(({ type }) => type)).toEqual([
      "image_generation.partial_image",
      "image_generation.partial_image",
      "image_generation.completed",
    ]);
  });

  it("give a transcript in pieces that make the whole", async () => {
    const { client } = openaiClient(secret);
    const file = await toFile(Buffer.alloc(6_000), "talk.mp3");
    const stream = await client.audio.transcriptions.create({ model: nameOf("sim-hear"), file, stream: true });
    const events = await collect(stream);
    const pieces = events.map((event) => (event.type === "transcript.text.delta" ? event.delta : "")).join("");
    expect(events.at(-1)).toMatchObject({ type: "transcript.text.done", text: pieces });
  });
});

describe("a call that may not be made", () => {
  it("is refused over its budget before anything goes upstream", async () => {
    const poor = await house.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit: "0.000001" }] });
    const { client } = openaiClient(poor.secret);
    const calls = [
      () => client.embeddings.create({ model: nameOf("text-embedding-3-small"), input: "Open the gate." }),
      () => client.images.generate({ model: nameOf("gpt-image-1"), prompt: "A gate" }),
      () => client.audio.speech.create({ model: nameOf("tts-1"), input: "Open the gate.", voice: "alloy" }),
    ];
    for (const call of calls) {
      const error = await apiErrorOf(call());
      expect(error.message).toContain("Send or ask for less in one call");
      expect([error.status, error.code]).toEqual([429, "budget_exceeded"]);
      const record = await house.record(error.requestID ?? "");
      expect(record).toMatchObject({ outcome: "refused", attemptCount: 0 });
    }
  });

  it("is refused without a price under a budget, and through the wrong endpoint under any", async () => {
    const keeper = await house.newKey({ quotas: [{ unit: "usd", window: "lifetime", limit: "1" }] });
    const { client } = openaiClient(keeper.secret);
    const unpriced = await apiErrorOf(client.embeddings.create({ model: nameOf("unpriced-embedding"), input: "x" }));
    const wrong = await apiErrorOf(client.embeddings.create({ model: nameOf("tts-1"), input: "x" }));
    expect([unpriced.status, unpriced.code]).toEqual([403, "model_unpriced"]);
    expect([wrong.status, wrong.code, wrong.param]).toEqual([400, "wrong_endpoint", "model"]);
    expect(wrong.message).toContain("/audio/speech");
  });
});
