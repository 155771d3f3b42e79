import { describe, expect, it } from "vitest";
import { collect } from "@/lib/llm/collect";
import type { StreamEvent } from "@/lib/llm/stream-event";
import { NO_USAGE } from "@/lib/llm/usage";
import type { SseEvent } from "../contract";
import { describeAdapterContract, requestOf, targetOf } from "../testing/adapter-contract";
import { checkStreamOrder } from "../testing/check-stream-order";
import { gemini } from "./adapter";
import { readAnswer } from "./read-answer";
import { readStream } from "./read-stream";

/** 25 sent: 5 from the cache (4 of them picture), 6 picture, 14 text. */
const USAGE = { ...NO_USAGE, uncachedInput: 14, cacheRead: 5, image: 6, output: 14, reasoning: 8 };
const THINKING: StreamEvent = { type: "usage", usage: { ...NO_USAGE, uncachedInput: 25, reasoning: 8 } };

describeAdapterContract({
  adapter: gemini,
  fixtures: new URL("./fixtures/", import.meta.url),
  answer: {
    id: "kRaL-4x_9",
    model: "gemini-3.1-pro-preview",
    choices: [
      {
        content: [
          { type: "reasoning", text: "Hm." },
          { type: "text", text: "Grüß Gott" },
          {
            type: "tool_call",
            id: "call_kRaL4x9_0_3",
            name: "get_weather",
            arguments: '{"city":"Graz"}',
            signature: "CiQBjz1rX7",
          },
        ],
        finish: "tool_calls",
      },
    ],
    usage: USAGE,
  },
  stream: [
    { type: "start", id: "kRaL-4x_9", model: "gemini-3.1-pro-preview" },
    { type: "block_start", choice: 0, block: { type: "reasoning" } },
    { type: "reasoning_delta", choice: 0, text: "Überlege…" },
    THINKING,
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "text" } },
    { type: "text_delta", choice: 0, text: "Grüß " },
    THINKING,
    { type: "text_delta", choice: 0, text: "Gott 👋" },
    THINKING,
    { type: "block_end", choice: 0 },
    {
      type: "block_start",
      choice: 0,
      block: { type: "tool_call", id: "c1", name: "get_weather", signature: "CiQBjz1rX7" },
    },
    { type: "tool_arguments_delta", choice: 0, json: '{"city":"Graz"}' },
    { type: "block_end", choice: 0 },
    { type: "block_start", choice: 0, block: { type: "tool_call", id: "call_kRaL4x9_0_1", name: "now" } },
    { type: "tool_arguments_delta", choice: 0, json: "{}" },
    { type: "block_end", choice: 0 },
    THINKING,
    { type: "finish", choice: 0, reason: "tool_calls" },
    { type: "usage", usage: USAGE },
    { type: "end" },
  ],
  failures: {
    contextLength: {
      status: 400,
      body: "failure-context-length.json",
      reads: { code: "context_length_exceeded", retryable: false, message: /1204312/ },
    },
    credential: {
      status: 400,
      body: "failure-credential.json",
      reads: { code: "upstream_auth_error", retryable: true },
    },
    rateLimit: {
      status: 429,
      body: "failure-rate-limit.json",
      reads: { code: "upstream_rate_limited", retryable: true, retryAfterMs: 31_500 },
    },
    htmlPage: { status: 500, body: "failure.html", reads: { code: "upstream_error", retryable: true } },
    overload: { status: 503, body: "failure-overload.json", reads: { code: "overloaded", retryable: true } },
  },
});

async function read(chunks: unknown[]): Promise<StreamEvent[]> {
  async function* events(): AsyncGenerator<SseEvent> {
    for (const chunk of chunks) yield { event: "", data: JSON.stringify(chunk) };
  }
  return collect(readStream(events()));
}

const BLOCKED = { promptFeedback: { blockReason: "SAFETY" }, usageMetadata: { promptTokenCount: 4 } };

describe("the Gemini readers", () => {
  it("give a blocked prompt as an answer that was filtered, with its input tokens", async () => {
    const usage = { ...NO_USAGE, uncachedInput: 4 };
    expect(readAnswer(BLOCKED)).toMatchObject({ choices: [{ content: [], finish: "content_filter" }], usage });
    const events = await read([BLOCKED]);
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events).toContainEqual({ type: "finish", choice: 0, reason: "content_filter" });
    expect(events).toContainEqual({ type: "usage", usage });
  });

  it("keep several candidates apart", async () => {
    const say = (index: number, text: string, finishReason?: string) => ({
      index,
      content: { parts: [{ text }] },
      finishReason,
    });
    const events = await read([
      { candidates: [say(0, "a"), say(1, "b")] },
      { candidates: [say(1, "c", "MAX_TOKENS")] },
      { candidates: [say(0, "d", "STOP")] },
    ]);
    expect(checkStreamOrder(events)).toEqual([]);
    expect(events.filter(({ type }) => type === "finish")).toEqual([
      { type: "finish", choice: 1, reason: "length" },
      { type: "finish", choice: 0, reason: "stop" },
    ]);
  });

  it("read a malformed function call as an error, not as a stop", () => {
    expect(readAnswer({ candidates: [{ finishReason: "MALFORMED_FUNCTION_CALL" }] }).choices[0]?.finish).toBe("error");
  });

  it("turn an error chunk into an error event and end without end", async () => {
    const error = { error: { code: 503, message: "overloaded", status: "UNAVAILABLE" } };
    expect((await read([{ candidates: [] }, error])).at(-1)).toMatchObject({
      type: "error",
      failure: { code: "overloaded" },
    });
  });

  it("throw for a body that is no answer", () => {
    expect(() => readAnswer({ hello: 1 })).toThrowError(expect.objectContaining({ code: "upstream_error" }));
  });
});

describe("gemini", () => {
  it("asks for server-sent events at the streaming verb, and keeps odd model names inside the path", () => {
    const target = targetOf(gemini, { upstreamModel: "tuned/../x?y" });
    expect(gemini.chat?.buildRequest(requestOf({ stream: true }), target).url).toBe(
      "https://generativelanguage.googleapis.com/v1beta/models/tuned%2F..%2Fx%3Fy:streamGenerateContent?alt=sse",
    );
    expect(gemini.chat?.buildRequest(requestOf(), target).url).toMatch(/:generateContent$/);
  });
});
