import { afterAll, describe, expect, it } from "vitest";
import { openInProcessGateway } from "./testing/in-process-gateway";

const USD = 1_000_000_000_000n;
const gateway = openInProcessGateway([
  { name: "rank", kind: "rerank", tier: { picoUsdPerUnit: { search: USD / 500n } } },
  { name: "judge", kind: "moderation", tier: { picoUsdPerToken: { uncachedInput: 0n } } },
  {
    name: "draw",
    kind: "image",
    tier: { picoUsdPerToken: { uncachedInput: 5_000_000n, image: 10_000_000n, output: 40_000_000n } },
  },
  { name: "draw-each", kind: "image", tier: { picoUsdPerUnit: { picture: USD / 25n } } },
  { name: "say", kind: "speech", tier: { picoUsdPerUnit: { character: 15_000_000n } } },
  { name: "say-unpriced", kind: "speech" },
  { name: "hear", kind: "transcription", tier: { picoUsdPerUnit: { second: USD / 10_000n } } },
]);
afterAll(() => gateway.close());

const errorOf = (text: string) => JSON.parse(text).error;

describe("POST /moderations and /rerank", () => {
  it("gives one result for each text, for nothing where the price is zero", async () => {
    const { text } = await gateway.post("/moderations", { model: "judge", input: ["I will kill you", "Nice day"] });
    expect(JSON.parse(text).results.map(({ flagged }: { flagged: boolean }) => flagged)).toEqual([true, false]);
    expect(gateway.record()).toMatchObject({ costMicros: 0n, usageSource: "reported" });
  });

  it("puts the documents into order and bills the search", async () => {
    const documents = ["A blue whale", { text: "A red fox" }, "Nothing"];
    const asked = { model: "rank", query: "red fox", documents, top_n: 2, return_documents: true };
    const { results } = JSON.parse((await gateway.post("/rerank", asked)).text);
    expect(results[0]).toMatchObject({ index: 1, relevance_score: 1, document: { text: "A red fox" } });
    expect(results).toHaveLength(2);
    expect(gateway.record()).toMatchObject({ costMicros: 2_000n });
    expect(gateway.record().trace.find(([step]) => step === "meter")?.[4]).toEqual({ search: 1 });
    expect(gateway.held().costMicros).toBe(2_000n);
  });

  it.each([
    ["/rerank", { model: "rank", query: "", documents: ["a"] }, "query"],
    ["/rerank", { model: "rank", query: "a", documents: [] }, "documents"],
    ["/rerank", { model: "rank", query: "a", documents: [{ body: "b" }] }, "documents[0]"],
    ["/moderations", { model: "judge", input: [{ type: "audio" }] }, "input[0]"],
  ])("refuses at %s %j", async (path, body, param) => {
    const { status, text } = await gateway.post(path, body);
    expect([status, errorOf(text).param]).toEqual([400, param]);
  });
});

describe("POST /images/generations and /images/edits", () => {
  const asked = { model: "draw", prompt: "A gate", size: "1024x1024", quality: "low", n: 2 };

  it("draws, and bills pictures by their tokens", async () => {
    const { data, usage } = JSON.parse((await gateway.post("/images/generations", asked)).text);
    expect(data).toHaveLength(2);
    expect(Buffer.from(data[0].b64_json, "base64").toString("latin1", 1, 4)).toBe("PNG");
    expect(gateway.record().usage).toMatchObject({ uncachedInput: usage.input_tokens, output: 544 });
    expect(gateway.record().costMicros).toBe(BigInt(usage.input_tokens) * 5n + 544n * 40n);
    expect(gateway.held().outputTokens).toBe(544);
  });

  it("bills by the picture where the price says so", async () => {
    await gateway.post("/images/generations", { ...asked, model: "draw-each" });
    expect(gateway.record().costMicros).toBe(80_000n);
    expect(gateway.held().costMicros).toBe(80_000n);
  });

  it("streams partial pictures and the whole one", async () => {
    const { text, headers } = await gateway.post("/images/generations", {
      ...asked,
      n: 1,
      stream: true,
      partial_images: 2,
    });
    expect(headers["content-type"]).toContain("text/event-stream");
    expect(text.match(/^event: \S+/gm)).toEqual([
      "event: image_generation.partial_image",
      "event: image_generation.partial_image",
      "event: image_generation.completed",
    ]);
    expect(gateway.record()).toMatchObject({ outcome: "ok", usageSource: "reported", usage: { output: 272 } });
  });

  it("takes pictures in a form, and only the model's name is changed on the way", async () => {
    const form = new FormData();
    form.set("prompt", "Add a gate");
    form.set("model", "draw");
    form.append("image[]", new File([Buffer.from("\r\n--not a boundary\r\n")], 'a".png', { type: "image/png" }));
    form.append("image[]", new File(["b"], "b.png"));
    form.set("quality", "low");
    const { status, text } = await gateway.post("/images/edits", form);
    expect([status, JSON.parse(text).usage.input_tokens_details.image_tokens]).toEqual([200, 170]);
    expect(gateway.record()).toMatchObject({ route: "/images/edits", upstreamModel: "sim", usage: { image: 170 } });
  });

  it.each([
    [{ prompt: "" }, "prompt"],
    [{ n: 11 }, "n"],
    [{ stream: "yes" }, "stream"],
  ])("refuses %j", async (change, param) => {
    const { status, text } = await gateway.post("/images/generations", { ...asked, ...change });
    expect([status, errorOf(text).param]).toEqual([400, param]);
  });

  it("refuses an edit without a picture, and uploaded files that belong to all", async () => {
    const without = await gateway.post("/images/edits", { model: "draw", prompt: "x" });
    const uploaded = await gateway.post("/images/edits", {
      model: "draw",
      prompt: "x",
      images: [{ file_id: "file-1" }],
    });
    expect([errorOf(without.text).param, errorOf(uploaded.text).code]).toEqual(["image", "unsupported_parameter"]);
  });
});

describe("POST /audio/speech", () => {
  const asked = { model: "say", input: "Open the gate.", voice: "alloy" };

  it("passes sound on as it comes, billed by the character", async () => {
    const { bytes, headers } = await gateway.post("/audio/speech", asked);
    expect(bytes.toString("latin1", 0, 4)).toBe("RIFF");
    expect(headers["content-type"]).toBe("audio/wav");
    expect(gateway.record()).toMatchObject({ outcome: "ok", usageSource: "estimated", costMicros: 210n });
    expect(gateway.held().costMicros).toBe(210n);
  });

  it("streams events with the usage in the last", async () => {
    const { text } = await gateway.post("/audio/speech", { ...asked, stream_format: "sse" });
    expect(text).toContain('"type":"speech.audio.done"');
    expect(gateway.record()).toMatchObject({ streamed: true, usageSource: "reported", usage: { audioOutput: 20 } });
  });

  it("leaves the cost unknown without a price, never zero", async () => {
    await gateway.post("/audio/speech", { ...asked, model: "say-unpriced" });
    expect(gateway.record()).toMatchObject({ outcome: "ok", costMicros: null });
  });

  it("refuses a speech that is to be streamed in a form there is not", async () => {
    const { text } = await gateway.post("/audio/speech", { ...asked, stream_format: "ndjson" });
    expect(errorOf(text).param).toBe("stream_format");
  });
});

describe("POST /audio/transcriptions", () => {
  function formOf(fields: Record<string, string>, bytes = 4_000): FormData {
    const form = new FormData();
    for (const [name, value] of Object.entries({ model: "hear", ...fields })) form.set(name, value);
    form.set("file", new File([Buffer.alloc(bytes)], "talk.mp3"));
    return form;
  }

  it.each([
    ["json", "application/json", /^\{"text":"Simulated/],
    ["text", "text/plain; charset=utf-8", /^Simulated/],
    ["srt", "text/plain; charset=utf-8", /^1\n00:00:00,000 --> 00:00:02,000\n/],
    ["vtt", "text/plain; charset=utf-8", /^WEBVTT\n/],
    ["verbose_json", "application/json", /"segments":\[/],
  ])("answers in %s, billed by the second", async (response_format, type, start) => {
    const { text, headers } = await gateway.post("/audio/transcriptions", formOf({ response_format }));
    expect(text).toMatch(start);
    expect(headers["content-type"]).toBe(type);
    expect(gateway.record()).toMatchObject({ outcome: "ok", costMicros: 200n, streamed: false });
  });

  it("streams the transcript", async () => {
    const { text } = await gateway.post("/audio/transcriptions", formOf({ stream: "true" }));
    expect(text).toContain('"type":"transcript.text.done"');
    expect(gateway.record()).toMatchObject({ streamed: true, usageSource: "reported", usage: { audioInput: 20 } });
  });

  it.each([
    ["a body that is no form", { model: "hear" }, {}, 415, "unsupported_media_type"],
    ["a form without a boundary", "x", { "content-type": "multipart/form-data" }, 400, "invalid_multipart"],
    [
      "a form that is cut off",
      '--b\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\nabc',
      { "content-type": "multipart/form-data; boundary=b" },
      400,
      "invalid_multipart",
    ],
  ])("refuses %s", async (_what, body, headers, status, code) => {
    const got = await gateway.post("/audio/transcriptions", body, headers);
    expect([got.status, errorOf(got.text).code]).toEqual([status, code]);
  });

  it("refuses a form without a file, with two models, and with a file that is empty", async () => {
    const without = new FormData();
    without.set("model", "hear");
    const doubled = formOf({});
    doubled.append("model", "other");
    const params = [];
    for (const form of [without, doubled, formOf({}, 0)]) {
      params.push(errorOf((await gateway.post("/audio/transcriptions", form)).text).param);
    }
    expect(params).toEqual(["file", "model", "file"]);
  });
});
