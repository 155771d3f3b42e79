import { describe, expect, it } from "vitest";
import type { JsonObject } from "@/lib/llm/json";
import { NO_USAGE } from "@/lib/llm/usage";
import { REALTIME_METER } from "@/lib/providers/openai-compatible/realtime";
import { SessionMeter } from "./session-meter";

/** A token per character, so that sums can be read. */
const open = () =>
  new SessionMeter({ ...REALTIME_METER, sizeText: ({ textChars, schemaBytes }) => textChars + schemaBytes });

const created = (id: string) => ({ type: "response.created", response: { id } });
const done = (id: string, usage: JsonObject, more: JsonObject = {}) => ({
  type: "response.done",
  response: { id, status: "completed", usage, ...more },
});
const USAGE = {
  input_tokens: 100,
  output_tokens: 50,
  input_token_details: {
    text_tokens: 60,
    audio_tokens: 40,
    cached_tokens: 30,
    cached_tokens_details: { audio_tokens: 10 },
  },
  output_token_details: { text_tokens: 20, audio_tokens: 30 },
};

describe("a session's meter", () => {
  it("adds up answers and transcriptions in disjoint classes", () => {
    const meter = open();
    meter.noteUpstream(created("a"));
    expect(meter.noteUpstream(done("a", USAGE))).toMatchObject({ kind: "done" });
    expect(meter.usage).toEqual({
      ...NO_USAGE,
      uncachedInput: 40,
      cacheRead: 30,
      audioInput: 30,
      output: 20,
      audioOutput: 30,
    });
    const type = "conversation.item.input_audio_transcription.completed";
    const usage = { type: "tokens", input_tokens: 7, output_tokens: 3, input_token_details: { audio_tokens: 7 } };
    expect(meter.noteUpstream({ type, usage })).toMatchObject({ kind: "transcribed" });
    expect(meter.usage).toMatchObject({ audioInput: 37, output: 23 });
    expect(meter.units).toBeUndefined();
    for (const seconds of [1.4, 2.3])
      expect(meter.noteUpstream({ type, usage: { type: "duration", seconds } })).toMatchObject({ kind: "transcribed" });
    expect(meter.noteUpstream({ type, usage: { type: "duration", seconds: -1 } })).toEqual({ kind: "other" });
    expect(meter.units).toEqual({ second: 4 });
  });

  it("foresees instructions, tools, what was said and what was heard", () => {
    const meter = open();
    meter.noteCaller({ type: "session.update", session: { instructions: "0123456789", tools: [1, 2] } });
    meter.noteCaller({
      type: "conversation.item.create",
      item: { type: "message", role: "user", content: [{ type: "input_text", text: "hello" }] },
    });
    const before = meter.foresee().inputTokens;
    expect(before).toBeGreaterThanOrEqual(10 + 5 + 5);
    meter.noteCaller({ type: "input_audio_buffer.append", audio: "A".repeat(64_000) });
    // A second of PCM is ten tokens; reckoned by the narrowest format it is never less.
    expect(meter.foresee()).toMatchObject({ inputTokens: before + 64, sound: 64 });
    meter.noteCaller({ type: "input_audio_buffer.clear" });
    expect(meter.foresee()).toMatchObject({ inputTokens: before, sound: 0 });
  });

  it("foresees after an answer what that one read and made, and what came meanwhile", () => {
    const meter = open();
    meter.noteUpstream(created("a"));
    const said = { type: "message", role: "user", content: [{ type: "input_text", text: "x".repeat(200) }] };
    meter.noteCaller({ type: "conversation.item.create", item: said });
    meter.noteUpstream(done("a", USAGE));
    const { inputTokens } = meter.foresee();
    expect(inputTokens).toBeGreaterThanOrEqual(100 + 50 + 200);
    expect(inputTokens).toBeLessThan(400);
  });

  it("does not take an answer beside the conversation for the conversation", () => {
    const meter = open();
    meter.noteUpstream(created("a"));
    meter.noteUpstream(done("a", USAGE));
    meter.noteUpstream(created("b"));
    meter.noteUpstream(done("b", { input_tokens: 1, output_tokens: 1 }, { conversation_id: null }));
    expect(meter.foresee().inputTokens).toBe(150);
  });

  it("knows how the next answer is bounded and whether it speaks: its own terms before the session's", () => {
    const meter = open();
    expect(meter.foresee()).toMatchObject({ maxOutputTokens: null, speaks: true });
    meter.noteCaller({ type: "session.update", session: { max_output_tokens: 9, output_modalities: ["text"] } });
    expect(meter.foresee()).toMatchObject({ maxOutputTokens: 9, speaks: false });
    expect(meter.foresee({ max_output_tokens: 4, output_modalities: ["audio"] })).toMatchObject({
      maxOutputTokens: 4,
      speaks: true,
    });
    meter.noteCaller({ type: "session.update", session: { max_output_tokens: "inf" } });
    expect(meter.foresee().maxOutputTokens).toBeNull();
  });

  it("estimates an answer that did not end, and nothing once it did", () => {
    const meter = open();
    meter.noteUpstream(created("a"));
    expect(meter.isAnswering).toBe(true);
    meter.noteDelta({ sound: 0 });
    meter.noteDelta({ sound: 6_400 });
    expect(meter.unfinished()).toMatchObject({ output: 1, audioOutput: 2 });
    meter.noteUpstream(done("a", USAGE));
    expect([meter.isAnswering, meter.unfinished()]).toEqual([false, NO_USAGE]);
  });

  it.each([
    [{ type: "input_audio_buffer.speech_started" }, "listening"],
    [{ type: "error", error: {} }, "error"],
    [{ type: "rate_limits.updated" }, "other"],
    [{ type: "response.done", response: { id: "z", usage: { input_tokens: -1, output_tokens: 2 } } }, "done"],
    [{}, "other"],
  ])("takes %j for %s", (event, kind) => {
    const meter = open();
    expect(meter.noteUpstream(event as JsonObject).kind).toBe(kind);
    expect(meter.usage).toEqual(NO_USAGE);
  });
});
