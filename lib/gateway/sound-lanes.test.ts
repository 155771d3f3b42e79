import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openScriptedHouse, type ScriptedHouse } from "./testing/scripted-house";

let house: ScriptedHouse;
beforeAll(async () => {
  house = await openScriptedHouse();
});
afterAll(() => house.close());

const post: ScriptedHouse["gateway"]["post"] = (...call) => house.gateway.post(...call);
const errorOf = (text: string) => JSON.parse(text).error;
const eventsOf = (text: string) => [...text.matchAll(/^data: (.+)$/gm)].map(([, data = ""]) => JSON.parse(data));

describe("a caller of /audio/speech", () => {
  const SAMPLES = Buffer.from(Int16Array.from({ length: 40_000 }, (_, at) => at % 999).buffer);
  const SAID = {
    candidates: [
      {
        content: {
          parts: [{ inlineData: { mimeType: "audio/L16;codec=pcm;rate=24000", data: SAMPLES.toString("base64") } }],
        },
        finishReason: "STOP",
      },
    ],
    usageMetadata: { promptTokenCount: 6, candidatesTokenCount: 42, totalTokenCount: 48 },
  };
  const asked = { model: "gemini-speech", input: "Open the gate.", voice: "Kore", instructions: "Say it calmly" };

  it.each([
    ["wav", "audio/wav", 44],
    ["pcm", "audio/pcm", 0],
    [undefined, "audio/wav", 44],
  ])("gets every sample as it was made (%s)", async (response_format, type, head) => {
    house.answerJson(SAID);
    const { bytes, headers } = await post("/audio/speech", { ...asked, ...(response_format && { response_format }) });
    expect(house.seenJson()).toEqual({
      contents: [{ role: "user", parts: [{ text: "Say it calmly:\nOpen the gate." }] }],
      generationConfig: {
        responseModalities: ["AUDIO"],
        speechConfig: { voiceConfig: { prebuiltVoiceConfig: { voiceName: "Kore" } } },
      },
    });
    expect(headers["content-type"]).toBe(type);
    expect(bytes.subarray(head).equals(SAMPLES)).toBe(true);
    if (head > 0) {
      expect(bytes.toString("latin1", 0, 4)).toBe("RIFF");
      expect([bytes.readUInt32LE(4), bytes.readUInt32LE(24), bytes.readUInt32LE(40)]).toEqual([
        bytes.length - 8,
        24_000,
        SAMPLES.length,
      ]);
    }
    expect(house.gateway.record()).toMatchObject({
      usage: { uncachedInput: 6, output: 0, audioOutput: 42 },
      costMicros: 90n,
      usageSource: "reported",
    });
  });

  it("who asked for events gets the same bytes in pieces, and the usage in the last", async () => {
    house.answerJson(SAID);
    const { text } = await post("/audio/speech", { ...asked, response_format: "pcm", stream_format: "sse" });
    const events = eventsOf(text);
    const pieces = events.slice(0, -1).map(({ audio }) => Buffer.from(audio, "base64"));
    expect(Buffer.concat(pieces).equals(SAMPLES)).toBe(true);
    expect(pieces.length).toBeGreaterThan(1);
    expect(events.at(-1)).toEqual({
      type: "speech.audio.done",
      usage: { input_tokens: 6, output_tokens: 42, total_tokens: 48 },
    });
  });

  it("pays for what was counted where the provider reports nothing but zeros", async () => {
    house.answerJson({ ...SAID, usageMetadata: { promptTokenCount: 0, candidatesTokenCount: 0, totalTokenCount: 0 } });
    await post("/audio/speech", asked);
    const { usage, usageSource } = house.gateway.record();
    expect([usageSource, usage.uncachedInput > 2, usage.audioOutput > 10]).toEqual(["estimated", true, true]);
  });

  it("is never given coded sound as samples", async () => {
    house.answerJson({
      candidates: [{ content: { parts: [{ inlineData: { mimeType: "audio/mpeg", data: "AAAA" } }] } }],
    });
    expect((await post("/audio/speech", asked)).status).toBe(502);
  });

  it.each([
    [{ response_format: "mp3" }, "response_format"],
    [{ speed: 1.5 }, "speed"],
    [{ voice: "alloy" }, "voice"],
    [{ voice: { id: "voice_1" } }, "voice"],
    [{ lang: "de" }, "lang"],
  ])("is refused %j", async (change, param) => {
    const { status, text } = await post("/audio/speech", { ...asked, ...change });
    expect([status, errorOf(text).code, errorOf(text).param]).toEqual([400, "unsupported_parameter", param]);
  });
});

describe("a caller of /audio/transcriptions", () => {
  const HEARD = {
    candidates: [{ content: { role: "model", parts: [{ text: "Open the gate.\n" }] }, finishReason: "STOP" }],
    usageMetadata: {
      promptTokenCount: 352,
      candidatesTokenCount: 5,
      totalTokenCount: 357,
      promptTokensDetails: [
        { modality: "TEXT", tokenCount: 32 },
        { modality: "AUDIO", tokenCount: 320 },
      ],
    },
  };
  function formOf(
    fields: Record<string, string>,
    bytes: Buffer = Buffer.concat([Buffer.from("ID3"), Buffer.alloc(90)]),
  ) {
    const form = new FormData();
    for (const [name, value] of Object.entries({ model: "gemini-transcription", ...fields })) form.append(name, value);
    form.set("file", new File([Uint8Array.from(bytes)], "talk.bin"));
    return form;
  }

  it.each([
    ["gemini-transcription", "json", /^\{"text":"Open the gate\."/],
    ["vertex-transcription", "text", /^Open the gate\.\n$/],
  ])("gets what %s heard, as %s", async (model, response_format, body) => {
    house.answerJson(HEARD);
    const { text } = await post("/audio/transcriptions", formOf({ model, response_format, language: "en" }));
    expect(text).toMatch(body);
    expect(JSON.stringify(house.seenJson())).toContain('"mimeType":"audio/mp3"');
    expect(house.gateway.record()).toMatchObject({
      usage: { uncachedInput: 32, audioInput: 320, output: 5 },
      usageSource: "reported",
      costMicros: 357n,
    });
  });

  it("who asked for a stream gets the text and its end", async () => {
    house.answerJson(HEARD);
    const { text } = await post("/audio/transcriptions", formOf({ stream: "true" }));
    expect(eventsOf(text)).toMatchObject([
      { type: "transcript.text.delta", delta: "Open the gate." },
      { type: "transcript.text.done", text: "Open the gate.", usage: { input_token_details: { audio_tokens: 320 } } },
    ]);
  });

  it("is not given half of a transcript as the whole", async () => {
    house.answerJson({ candidates: [{ content: { parts: [{ text: "Open" }] }, finishReason: "MAX_TOKENS" }] });
    expect((await post("/audio/transcriptions", formOf({}))).status).toBe(502);
  });

  it.each([
    [{ response_format: "srt" }, "response_format"],
    [{ response_format: "verbose_json" }, "response_format"],
    [{ "timestamp_granularities[]": "word" }, "timestamp_granularities"],
    [{ "include[]": "logprobs" }, "include"],
    [{ temperature: "2" }, "temperature"],
  ])("is refused %j", async (fields: Record<string, string>, param) => {
    const { status, text } = await post("/audio/transcriptions", formOf(fields));
    expect([status, errorOf(text).param]).toEqual([400, param]);
  });

  it("is refused a file that is no sound", async () => {
    const { status, text } = await post("/audio/transcriptions", formOf({}, Buffer.from("<!doctype html>")));
    expect([status, errorOf(text).param]).toEqual([400, "file"]);
  });
});
