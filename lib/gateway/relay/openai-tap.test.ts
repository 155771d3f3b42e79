import { expect, test } from "vitest";
import { openai } from "@/lib/providers/openai/adapter";
import { OpenAiTap } from "./openai-tap";
import type { Tapped } from "./tap";

const frame = (value: unknown) => Buffer.from(`data: ${JSON.stringify(value)}\n\n`);
const text = (content: string, extra: object = {}) => ({
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
  ...extra,
});

function newTap(stripUsage: boolean): OpenAiTap {
  const { chat } = openai;
  if (chat === undefined) throw new Error("the adapter chats");
  return new OpenAiTap(chat, { stripUsage });
}

function forwarded(tapped: Tapped): string | null {
  return tapped.kind === "event" || tapped.kind === "quiet" ? (tapped.forward?.toString() ?? null) : tapped.kind;
}

test("passes text frames byte for byte", () => {
  const bytes = frame(text("hello"));
  expect(newTap(false).tap(bytes)).toEqual({ kind: "event", forward: bytes, tokens: true });
});

test("takes injected usage out again: the null on every chunk and the chunk at the end", () => {
  const tap = newTap(true);
  expect(forwarded(tap.tap(frame(text("hi", { usage: null }))))).toBe(frame(text("hi")).toString());
  expect(
    forwarded(tap.tap(frame({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } }))),
  ).toBeNull();
  expect(tap.usage).toMatchObject({ uncachedInput: 5, output: 2 });
});

test("a caller who asked for usage gets it", () => {
  const tap = newTap(false);
  const bytes = frame({ choices: [], usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } });
  expect(forwarded(tap.tap(bytes))).toBe(bytes.toString());
  expect(tap.usage).toMatchObject({ uncachedInput: 5, output: 2 });
});

test("usage that rides on the last choice is read, and taken out for a caller who did not ask", () => {
  const tap = newTap(true);
  const bytes = frame({
    choices: [{ index: 0, delta: {}, finish_reason: "stop" }],
    usage: { prompt_tokens: 1, completion_tokens: 1, total_tokens: 2 },
  });
  expect(forwarded(tap.tap(bytes))).not.toContain("usage");
  expect(tap.finishReason).toBe("stop");
  expect(tap.usage).toMatchObject({ uncachedInput: 1 });
});

test("text that talks about usage and errors is still text", () => {
  const tap = newTap(true);
  const bytes = frame(text('"usage":null "error" [DONE] "usage":{'));
  expect(tap.tap(bytes)).toEqual({ kind: "event", forward: bytes, tokens: true });
});

test.each([
  ["data: [DONE]\n\n", "done"],
  [": ping\n\n", "quiet"],
  ["data: {broken\n\n", "garbage"],
  ['data: {"choices":[{"index":0,"delta":{"content":"cut sho\n\n', "garbage"],
  ['data: {"choices":[{"delta":{"content":"a"}}]}\ndata: {"choices":[{"delta":{"content":"b"}}]}\n\n', "garbage"],
  ['data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\r\n\r\n', "event"],
  ['data: {"error":{"message":"no","code":"x"}}\n\n', "error"],
])("knows %j", (bytes, kind) => {
  expect(newTap(false).tap(Buffer.from(bytes)).kind).toBe(kind);
});

test("a role alone is no token; reasoning and tool calls are", () => {
  const tap = newTap(false);
  const delta = (value: object) => frame({ choices: [{ index: 0, delta: value, finish_reason: null }] });
  expect(tap.tap(delta({ role: "assistant", content: "" }))).toMatchObject({ tokens: false });
  expect(tap.tap(delta({ reasoning_content: "hm" }))).toMatchObject({ tokens: true });
  expect(tap.tap(delta({ tool_calls: [{ index: 0 }] }))).toMatchObject({ tokens: true });
});

test("a server that writes its JSON with spaces is understood as well", () => {
  const tap = newTap(false);
  const spaced = (value: unknown) => Buffer.from(`data: ${JSON.stringify(value, null, 1).replace(/\n\s*/g, " ")}\n\n`);
  const usage = { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 };
  const last = { choices: [{ index: 0, delta: { content: "!" }, finish_reason: "stop" }], usage };
  expect(tap.tap(spaced(text("hello", { usage: null })))).toMatchObject({ kind: "event", tokens: true });
  expect(tap.tap(spaced(last))).toMatchObject({ kind: "event", tokens: true });
  expect(tap.usage).toMatchObject({ uncachedInput: 5, output: 2 });
  expect(tap.finishReason).toBe("stop");
});

test("usage with a space before it is read from a frame whose text has none", () => {
  const tap = newTap(false);
  const bytes = frame(text("hi", { usage: { prompt_tokens: 5, completion_tokens: 2, total_tokens: 7 } }));
  tap.tap(Buffer.from(bytes.toString().replace('"usage":', '"usage" : ')));
  expect(tap.usage).toMatchObject({ uncachedInput: 5, output: 2 });
});

test("thoughts and calls beside an empty text are counted like those without one", () => {
  const tap = newTap(false);
  const delta = (value: object) => frame({ choices: [{ index: 0, delta: value, finish_reason: null }] });
  expect(tap.tap(delta({ content: "", reasoning: "let me think" }))).toMatchObject({ tokens: true });
  expect(tap.tap(delta({ content: "", tool_calls: [{ index: 0 }] }))).toMatchObject({ tokens: true });
  expect([tap.textFrames, tap.textBytes]).toEqual([2, 8]);
});
