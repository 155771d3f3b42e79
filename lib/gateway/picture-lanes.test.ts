import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { drawPng } from "@/lib/providers/simulated/tasks/draw-png";
import { openScriptedHouse, type ScriptedHouse } from "./testing/scripted-house";

let house: ScriptedHouse;
beforeAll(async () => {
  house = await openScriptedHouse();
});
afterAll(() => house.close());

const post: ScriptedHouse["gateway"]["post"] = (...call) => house.gateway.post(...call);
const errorOf = (text: string) => JSON.parse(text).error;
const eventsOf = (text: string) => [...text.matchAll(/^data: (.+)$/gm)].map(([, data = ""]) => JSON.parse(data));

const PNG = drawPng(48, 32, 7).toString("base64");
const THOUGHT = drawPng(8, 8, 1).toString("base64");

/** An answer of a model that draws, as Google's guide shows it: what it drew on the way is marked as a thought. */
const DRAWN = {
  candidates: [
    {
      content: {
        role: "model",
        parts: [
          { inlineData: { mimeType: "image/png", data: THOUGHT }, thought: true },
          { text: "Here it is." },
          { inlineData: { mimeType: "image/png", data: PNG }, thoughtSignature: "x" },
        ],
      },
      finishReason: "STOP",
    },
  ],
  usageMetadata: {
    promptTokenCount: 267,
    candidatesTokenCount: 1290,
    thoughtsTokenCount: 10,
    totalTokenCount: 1567,
    promptTokensDetails: [
      { modality: "TEXT", tokenCount: 9 },
      { modality: "IMAGE", tokenCount: 258 },
    ],
    candidatesTokensDetails: [{ modality: "IMAGE", tokenCount: 1290 }],
  },
};
const HELD_BACK = {
  candidates: [{ finishReason: "IMAGE_SAFETY", finishMessage: "Unable to show the generated image." }],
  usageMetadata: { promptTokenCount: 9, totalTokenCount: 9 },
};

describe("a caller of /images", () => {
  it.each([
    ["gemini-drawer", "/models/gemini-2.5-flash-image:generateContent"],
    ["vertex-image", "/publishers/google/models/up-model:generateContent"],
  ])("gets pictures of %s in its own dialect, with the usage in disjoint classes", async (model, url) => {
    house.answerJson(DRAWN);
    const asked = {
      model,
      prompt: "A gate",
      size: "1536x1024",
      output_format: "png",
      n: 1,
      user: "u1",
      quality: "low",
    };
    const { status, text } = await post("/images/generations", asked);
    expect([status, house.seen().url]).toEqual([200, url]);
    expect(house.seenJson().generationConfig).toMatchObject({
      responseModalities: ["IMAGE"],
      imageConfig: { aspectRatio: "3:2" },
    });
    const answer = JSON.parse(text);
    expect(answer).toMatchObject({
      data: [{ b64_json: PNG }],
      size: "48x32",
      output_format: "png",
      usage: {
        input_tokens: 267,
        input_tokens_details: { text_tokens: 9, image_tokens: 258 },
        output_tokens: 1300,
        total_tokens: 1567,
      },
    });
    expect(house.gateway.record()).toMatchObject({
      usageSource: "reported",
      usage: { uncachedInput: 9, image: 258, output: 1290, reasoning: 10 },
      costMicros: 1567n,
    });
    expect(house.gateway.held().outputTokens).toBeGreaterThanOrEqual(1290);
  });

  it("may send pictures to be changed, in a form or as data URLs", async () => {
    house.answerJson(DRAWN);
    const form = new FormData();
    form.set("model", "gemini-image");
    form.set("prompt", "Add a gate");
    form.append("image[]", new File([Buffer.from(PNG, "base64")], "a.bin"));
    const inForm = await post("/images/edits", form);
    const sent = [{ inlineData: { mimeType: "image/png", data: PNG } }, { text: "Add a gate" }];
    expect(house.seenJson().contents).toEqual([{ role: "user", parts: sent }]);
    const images = [{ image_url: `data:image/png;base64,${PNG}` }];
    const byName = await post("/images/edits", { model: "gemini-image", prompt: "Add a gate", images });
    expect(house.seenJson().contents).toEqual([{ role: "user", parts: sent }]);
    expect([inForm.status, byName.status]).toEqual([200, 200]);
  });

  it.each([
    ["/images/generations", "image_generation.completed"],
    ["/images/edits", "image_edit.completed"],
  ])("who asked %s for a stream gets its last event", async (path, type) => {
    house.answerJson(DRAWN);
    const images = [{ image_url: `data:image/png;base64,${PNG}` }];
    const asked = { model: "gemini-image", prompt: "A gate", stream: true, partial_images: 2 };
    const { text, headers } = await post(path, path === "/images/edits" ? { ...asked, images } : asked);
    expect(headers["content-type"]).toContain("text/event-stream");
    expect(text).toMatch(new RegExp(`^event: ${type}\\n`));
    expect(eventsOf(text)).toMatchObject([{ type, b64_json: PNG, size: "48x32", usage: { output_tokens: 1300 } }]);
    expect(house.gateway.record()).toMatchObject({ outcome: "ok", streamed: true, usage: { output: 1290 } });
  });

  it("is charged by the picture where models know no tokens", async () => {
    const big = { bytesBase64Encoded: PNG, mimeType: "image/png" };
    house.answerJson({ predictions: [big, { raiFilteredReason: "Filtered." }, big] });
    const asked = { model: "vertex-imagen", prompt: "A gate", n: 3, size: "2048x2048" };
    const imagen = await post("/images/generations", asked);
    expect(house.seen().url).toBe("/publishers/google/models/imagen-4.0-generate-001:predict");
    expect(house.seenJson()).toEqual({
      instances: [{ prompt: "A gate" }],
      parameters: { sampleCount: 3, aspectRatio: "1:1", sampleImageSize: "2K", includeRaiReason: true },
    });
    expect(JSON.parse(imagen.text).data).toHaveLength(2);
    expect(JSON.parse(imagen.text).usage).toBeUndefined();
    expect(house.gateway.record()).toMatchObject({ costMicros: 80_000n, usageSource: "reported" });
    expect(house.gateway.held().costMicros).toBe(120_000n);
  });

  it.each([
    [
      "bedrock-canvas",
      { quality: "high", size: "1280x720" },
      {
        taskType: "TEXT_IMAGE",
        textToImageParams: { text: "A gate" },
        imageGenerationConfig: { numberOfImages: 1, quality: "premium", width: 1280, height: 720 },
      },
      { images: [PNG] },
    ],
    [
      "bedrock-stability",
      { size: "1024x1024" },
      { prompt: "A gate", aspect_ratio: "1:1", output_format: "png" },
      { images: [PNG], finish_reasons: [null], seeds: [1] },
    ],
  ])("reaches %s in its maker's words", async (model, looks, body, answer) => {
    house.answerJson(answer);
    const { status, text } = await post("/images/generations", { model, prompt: "A gate", ...looks });
    expect([status, JSON.parse(text).data]).toEqual([200, [{ b64_json: PNG }]]);
    expect(house.seenJson()).toEqual(body);
    expect(house.gateway.record().costMicros).toBe(40_000n);
  });

  it.each([
    ["gemini-drawer", HELD_BACK, "Unable to show the generated image."],
    ["gemini-image", { promptFeedback: { blockReason: "PROHIBITED_CONTENT" } }, "PROHIBITED_CONTENT"],
    ["vertex-imagen", {}, "its filter held it back"],
    ["bedrock-stability", { images: [], finish_reasons: ["Filter reason: prompt"] }, "Filter reason: prompt"],
  ])("is told why %s drew nothing, and pays what that cost", async (model, body, why) => {
    house.answerJson(body);
    const { status, text } = await post("/images/generations", { model, prompt: "A gate" });
    expect([status, errorOf(text).code, errorOf(text).param]).toEqual([400, "upstream_rejected", "prompt"]);
    expect(errorOf(text).message).toContain(why);
    const paid = body === HELD_BACK ? { uncachedInput: 9 } : {};
    expect(house.gateway.record()).toMatchObject({ outcome: "failed", usage: { ...paid, output: 0 } });
  });

  it.each([
    ["gemini-image", { n: 2 }, "n"],
    ["gemini-image", { size: "1024x3000" }, "size"],
    ["gemini-drawer", { size: "4096x4096" }, "size"],
    ["gemini-image", { size: "large" }, "size"],
    ["gemini-image", { output_format: "png" }, "output_format"],
    ["gemini-drawer", { output_format: "jpeg" }, "output_format"],
    ["vertex-image", { output_format: "webp" }, "output_format"],
    ["vertex-image", { output_format: "svg" }, "output_format"],
    ["vertex-image", { output_compression: 50 }, "output_compression"],
    ["vertex-image", { background: "transparent" }, "background"],
    ["vertex-image", { response_format: "url" }, "response_format"],
    ["vertex-image", { style: "vivid" }, "style"],
    ["vertex-imagen", { n: 5 }, "n"],
    ["vertex-imagen", { size: "1536x1024" }, "size"],
    ["bedrock-canvas", { output_format: "jpeg" }, "output_format"],
    ["bedrock-stability", { n: 2 }, "n"],
  ])("is refused at %s for %j, before anything goes up", async (model, change, param) => {
    house.answerJson({}, {}, 500);
    const { status, text } = await post("/images/generations", { model, prompt: "A gate", ...change });
    expect([status, errorOf(text).param]).toEqual([400, param]);
  });

  it.each([
    ["gemini-image", { mask: { image_url: "data:image/png;base64,AAAA" } }, "mask"],
    ["gemini-image", { images: [{ image_url: "https://example.com/a.png" }] }, "images[0].image_url"],
    ["vertex-imagen", {}, "image"],
    ["bedrock-canvas", {}, "image"],
  ])("is refused an edit at %s with %j", async (model, change, param) => {
    const images = [{ image_url: `data:image/png;base64,${PNG}` }];
    const { status, text } = await post("/images/edits", { model, prompt: "Add a gate", images, ...change });
    expect([status, errorOf(text).code, errorOf(text).param]).toEqual([400, "unsupported_parameter", param]);
  });
});

describe("an upstream that misbehaves", () => {
  const LIMITED = {
    error: {
      code: 429,
      status: "RESOURCE_EXHAUSTED",
      message: "Quota exceeded.",
      details: [{ "@type": "type.googleapis.com/google.rpc.RetryInfo", retryDelay: "7s" }],
    },
  };
  const whole = JSON.stringify(DRAWN);

  it.each<[string, number, string, Parameters<ScriptedHouse["answer"]>[0]]>([
    ["a page", 502, "upstream_error", (to) => void to.writeHead(200, { "content-type": "text/html" }).end("<html>")],
    ["half an answer", 502, "upstream_error", (to) => void to.writeHead(200).end(whole.slice(0, -40))],
    [
      "a connection that breaks",
      502,
      "upstream_error",
      (to) => void to.writeHead(200).write(whole, () => to.destroy()),
    ],
    ["an answer without a picture", 502, "upstream_error", (to) => void to.writeHead(200).end('{"candidates":[{}]}')],
    ["a limit", 429, "upstream_rate_limited", (to) => void to.writeHead(429).end(JSON.stringify(LIMITED))],
    ["a refused credential", 502, "upstream_auth_error", (to) => void to.writeHead(403).end("{}")],
    ["a path it does not know", 502, "upstream_error", (to) => void to.writeHead(404).end("Not found")],
  ])("is told of as %s, once, whether a stream was asked for or not", async (_what, status, code, write) => {
    house.answer(write);
    for (const stream of [false, true]) {
      const got = await post("/images/generations", { model: "gemini-image", prompt: "A gate", stream });
      expect([got.status, errorOf(got.text).code]).toEqual([status, code]);
      if (status === 429) expect(got.headers["retry-after"]).toBe("7");
      expect(house.gateway.record()).toMatchObject({ outcome: "failed", usageSource: "none", costMicros: null });
    }
  });
});

describe("Google's own caller", () => {
  const body = { contents: [{ parts: [{ text: "A gate" }] }], generationConfig: { responseModalities: ["IMAGE"] } };

  it("draws through generateContent where the upstream speaks it, byte for byte", async () => {
    house.answerJson(DRAWN);
    const { status, text } = await post("/models/gemini-drawer:generateContent", body);
    expect([status, JSON.parse(text)]).toEqual([200, DRAWN]);
    expect(house.seen().url).toBe("/models/gemini-2.5-flash-image:generateContent");
    expect(house.gateway.record()).toMatchObject({ usage: { image: 258, output: 1290 }, costMicros: 1567n });
  });

  it.each(["openai-image", "bedrock-canvas", "gemini-embedding"])("is told where %s is called", async (model) => {
    const { status, text } = await post(`/models/${model}:generateContent`, body);
    expect([status, errorOf(text).message]).toEqual([400, expect.stringContaining("Call it through /")]);
  });
});
